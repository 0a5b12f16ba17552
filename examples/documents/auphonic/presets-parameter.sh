curl https://auphonic.com/api/presets.json?bearer_token={access_token}
