#!/usr/bin/env bash
# The curl commands of Atlas's pages on customer-managed keys over private endpoints, as those pages print them but for
# host, keys and ids: first Azure Key Vault, then AWS KMS, from enabling to removal, with what each must answer.
# Run it against a started portal, as often as you like: every run makes projects of its own and deletes them.
#   tests/seeds.sh [http://localhost:5080]
set -euo pipefail

host=${1:-http://localhost:5080}
user=${ATLAS_KEYS:-kmsowner:5b6d2f0e-0000-4000-8000-00000000a001}
account=${ATLAS_SERVICE_ACCOUNT:-mdb_sa_id_65a0000000000000000000b1:mdb_sa_sk_demo-owner}
organization=${ATLAS_ORGANIZATION:-65a000000000000000000001}
subscription=a39012fb-d604-4cd1-8841-77f705f3e6d5
atlas="$host/api/atlas/v2"

fail() { printf 'FAILED: %s\n%s\n' "$1" "$answer" >&2; exit 1; }
expect() { grep -q "$1" <<<"$answer" || fail "no $1"; printf '  ok: %s\n' "${2:-$1}"; }
field() { grep -o "\"$1\":\"[^\"]*\"" <<<"$answer" | head -1 | cut -d'"' -f4; }

# Asks again until the answer has it: Atlas takes its time, and the simulator as much of it as its timing says.
until_it_has() {
  for _ in $(seq 300); do
    answer=$(curl --silent --user "$user" --digest --include --request GET "$1")
    if grep -q "$2" <<<"$answer"; then printf '  ok: %s\n' "$2"; return; fi
    sleep 0.2
  done
  fail "$1 never had $2"
}

new_project() {
  answer=$(curl --silent --user "$user" --digest \
    --header "Accept: application/vnd.atlas.2023-01-01+json" \
    --header "Content-Type: application/vnd.atlas.2023-01-01+json" \
    --request POST "$atlas/groups" \
    --data "{\"name\": \"seeds-$1-$(date +%s)-$$\", \"orgId\": \"$organization\"}")
  groupId=$(grep -o "\"id\":\"[0-9a-f]\{24\}\"" <<<"$answer" | head -1 | cut -d'"' -f4)
  [ -n "$groupId" ] || fail "no project"
}

remove_project() {
  answer=$(curl --silent --user "$user" --digest --include --request DELETE "$atlas/groups/$groupId")
  expect "HTTP/1.1 204" "project deleted"
}

echo "Azure Key Vault"
new_project azure

echo " Enable customer-managed keys for the project"
answer=$(curl --silent --user "$user" --digest \
  --header "Accept: application/json" \
  --header "Content-Type: application/json" \
  --include \
  --request PATCH "$atlas/groups/$groupId/encryptionAtRest" \
  --data '
    {
      "azureKeyVault": {
        "azureEnvironment": "AZURE",
        "clientID": "632ff709-32a8-48a3-8224-30d2386fadaf",
        "enabled": true,
        "keyIdentifier": "https://EXAMPLEKeyVault.vault.azure.net/keys/EXAMPLEKey/d891821e3d364e9eb88fbd3d11807b86",
        "keyVaultName": "EXAMPLEKeyVault",
        "resourceGroupName": "string",
        "secret": "string",
        "subscriptionID": "'$subscription'",
        "tenantID": "ee46317d-36a3-4472-a3dd-6549e901da0b"
      }
    }')
expect "HTTP/1.1 200"

echo " Enable private networking"
answer=$(curl --silent --user "$user" --digest \
  --header "Accept: application/vnd.atlas.2024-11-13+json" \
  --header "Content-Type: application/vnd.atlas.2024-10-23+json" \
  --include \
  --request PATCH "$atlas/groups/$groupId/encryptionAtRest/" \
  --data '
    {
      "azureKeyVault": {
        "azureEnvironment": "AZURE",
        "clientID": "632ff709-32a8-48a3-8224-30d2386fadaf",
        "enabled": true,
        "keyIdentifier": "https://EXAMPLEKeyVault.vault.azure.net/keys/EXAMPLEKey/d891821e3d364e9eb88fbd3d11807b86",
        "keyVaultName": "EXAMPLEKeyVault",
        "requirePrivateNetworking": true,
        "resourceGroupName": "string",
        "secret": "string",
        "subscriptionID": "'$subscription'",
        "tenantID": "ee46317d-36a3-4472-a3dd-6549e901da0b"
      }
    }')
expect "HTTP/1.1 200"
expect '"requirePrivateNetworking":true'

echo " Create a private endpoint"
answer=$(curl --silent --user "$user" --digest \
  --header "Accept: application/json" \
  --header "Content-Type: application/json" \
  --include \
  --request POST "$atlas/groups/$groupId/encryptionAtRest/AZURE/privateEndpoints" \
  --data '
    {
      "regionName": "US_CENTRAL"
    }')
expect "HTTP/1.1 202"
expect '"status":"INITIATING"'
endpointId=$(field id)

echo " Check the status, and approve in Azure"
until_it_has "$atlas/groups/$groupId/encryptionAtRest/AZURE/privateEndpoints" '"status":"PENDING_ACCEPTANCE"'
connection=$(field privateEndpointConnectionName)
answer=$(curl --silent --user "$account" --request POST "$host/api/oauth/token" --data grant_type=client_credentials)
token=$(field access_token)
answer=$(curl --silent --include --request PUT \
  --header "Authorization: Bearer $token" \
  --header "Content-Type: application/json" \
  "$host/subscriptions/$subscription/resourceGroups/string/providers/Microsoft.KeyVault/vaults/EXAMPLEKeyVault/privateEndpointConnections/$connection?api-version=2023-07-01" \
  --data '{"properties": {"privateLinkServiceConnectionState": {"status": "Approved", "description": "by tests/seeds.sh"}}}')
expect "HTTP/1.1 200" "approved in Azure"
until_it_has "$atlas/groups/$groupId/encryptionAtRest/AZURE/privateEndpoints/" '"status":"ACTIVE"'

echo " While it exists, the key stays"
answer=$(curl --silent --user "$user" --digest --include --header "Content-Type: application/json" \
  --request PATCH "$atlas/groups/$groupId/encryptionAtRest" --data '{"azureKeyVault": {"enabled": false}}')
expect CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS

echo " Remove the private endpoint"
answer=$(curl --silent --user "$user" --digest \
  --header "Accept: application/json" \
  --header "Content-Type: application/json" \
  --include \
  --request DELETE "$atlas/groups/$groupId/encryptionAtRest/AZURE/privateEndpoints/$endpointId" \
  --data '
    {
      "cloudProvider": "AZURE",
      "regions": [
        "string"
      ]
    }')
expect "HTTP/1.1 204"
until_it_has "$atlas/groups/$groupId/encryptionAtRest/AZURE/privateEndpoints/$endpointId" "HTTP/1.1 404"

echo " Disable private networking, then customer-managed keys"
answer=$(curl --silent --user "$user" --digest --include --header "Content-Type: application/json" \
  --request PATCH "$atlas/groups/$groupId/encryptionAtRest" --data '{"azureKeyVault": {"requirePrivateNetworking": false}}')
expect "HTTP/1.1 200"
answer=$(curl --silent --user "$user" --digest --include --header "Content-Type: application/json" \
  --request PATCH "$atlas/groups/$groupId/encryptionAtRest" --data '{"azureKeyVault": {"enabled": false}}')
expect "HTTP/1.1 200"
remove_project

echo "AWS KMS"
new_project aws

echo " Authorise a role"
answer=$(curl --silent --user "$user" --digest --header "Content-Type: application/json" \
  --request POST "$atlas/groups/$groupId/cloudProviderAccess" --data '{"providerName": "AWS"}')
roleId=$(field roleId)
answer=$(curl --silent --user "$user" --digest --include --header "Content-Type: application/json" \
  --request PATCH "$atlas/groups/$groupId/cloudProviderAccess/$roleId" \
  --data '{"providerName": "AWS", "iamAssumedRoleArn": "arn:aws:iam::123456789012:role/atlas-kms"}')
expect "HTTP/1.1 200"

echo " Enable private networking"
answer=$(curl --silent --user "$user" --digest \
  --header "Accept: application/vnd.atlas.2024-11-13+json" \
  --header "Content-Type: application/vnd.atlas.2024-11-13+json" \
  --include \
  --request PATCH "$atlas/groups/$groupId/encryptionAtRest/" \
  --data '
    {
      "awsKms": {
        "accessKeyID": "019dd98d94b4bb778e7552e4",
        "customerMasterKeyID": "mrk-4f1c2d3e5a6b47c8901234567890abcd",
        "enabled": true,
        "region": "US_EAST_1",
        "roleId": "'"$roleId"'",
        "secretAccessKey": "string",
        "requirePrivateNetworking": true
      }
    }')
expect "HTTP/1.1 200"

echo " Create a private endpoint, which needs no approval"
answer=$(curl --silent --user "$user" --digest \
  --header "Accept: application/vnd.atlas.2024-11-13+json" \
  --header "Content-Type: application/vnd.atlas.2024-11-13+json" \
  --include \
  --request POST "$atlas/groups/$groupId/encryptionAtRest/AWS/privateEndpoints" \
  --data '
    {
      "regionName": "US_EAST_1"
    }')
expect "HTTP/1.1 202"
endpointId=$(field id)
until_it_has "$atlas/groups/$groupId/encryptionAtRest/AWS/privateEndpoints" '"status":"ACTIVE"'

echo " Remove it, and disable"
answer=$(curl --silent --user "$user" --digest --include \
  --request DELETE "$atlas/groups/$groupId/encryptionAtRest/AWS/privateEndpoints/$endpointId")
expect "HTTP/1.1 204"
until_it_has "$atlas/groups/$groupId/encryptionAtRest/AWS/privateEndpoints/$endpointId" "HTTP/1.1 404"
answer=$(curl --silent --user "$user" --digest --include --header "Content-Type: application/json" \
  --request PATCH "$atlas/groups/$groupId/encryptionAtRest" --data '{"awsKms": {"enabled": false}}')
expect "HTTP/1.1 200"
remove_project

echo "Every command answered as documented."
