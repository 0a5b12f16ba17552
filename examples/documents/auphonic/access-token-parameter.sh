curl https://auphonic.com/api/productions.json?bearer_token={access_token}
