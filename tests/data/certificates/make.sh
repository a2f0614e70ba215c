#!/bin/bash
# Makes the certificates of the tests anew. Their keys are public with them: nobody else may ever trust one.
set -euo pipefail
cd "$(dirname "$0")"

# make NAME SUBJECT_ALTERNATIVE_NAMES BEGIN END (YYYYMMDDHHMMSSZ): NAME.pem and NAME.key
make() {
    local folder
    folder=$(mktemp -d)
    openssl ecparam -genkey -name prime256v1 -noout -out "$1.key"
    openssl req -new -key "$1.key" -subj "/CN=Contact Sheet test: $1" -out "$folder/request"
    printf '[ca]\ndefault_ca=ca\n[ca]\nnew_certs_dir=%s\ndatabase=%s/index\nrand_serial=yes\ndefault_md=sha256\npolicy=any
[any]\ncommonName=supplied\n[extensions]\nbasicConstraints=critical,CA:true\nsubjectAltName=%s\n' \
        "$folder" "$folder" "$2" > "$folder/config"
    touch "$folder/index"
    openssl ca -batch -notext -selfsign -config "$folder/config" -extensions extensions -keyfile "$1.key" \
        -in "$folder/request" -out "$1.pem" -startdate "$3" -enddate "$4"
    rm -r "$folder"
}

here=IP:127.0.0.1,DNS:localhost
make trusted "$here" 20200101000000Z 21200101000000Z    # What the tests trust.
make untrusted "$here" 20200101000000Z 21200101000000Z  # Right in everything, but known to nobody.
make elsewhere DNS:elsewhere.example 20200101000000Z 21200101000000Z
make expired "$here" 20200101000000Z 20210101000000Z
