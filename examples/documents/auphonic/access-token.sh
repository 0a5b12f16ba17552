curl https://auphonic.com/api/productions.json -H "Authorization: Bearer {access_token}"
