curl https://auphonic.com/api/presets.json -H "Authorization: Bearer {access_token}"
