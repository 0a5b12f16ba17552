curl https://auphonic.com/api/productions.json -u username:password
