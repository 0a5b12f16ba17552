curl -X POST https://auphonic.com/oauth2/token/ \
    -F "client_id={client_id}" \
    -F "username={username}" \
    -F "password={password}" \
    -F "grant_type=password" \
    -u {client_id}:{client_secret}
