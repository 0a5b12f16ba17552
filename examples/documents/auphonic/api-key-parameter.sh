curl https://auphonic.com/api/productions.json?bearer_token={api_key}
