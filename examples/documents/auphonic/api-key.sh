curl https://auphonic.com/api/productions.json -H "Authorization: bearer {api_key}"
