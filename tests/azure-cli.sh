#!/usr/bin/env bash
# The commands of the Azure CLI that the pages offer, and those around them, unchanged, against a portal that this script
# starts over https with a certificate and a database of its own. Nothing leaves this machine. Skipped where az is absent,
# and each part that the installed az cannot do by itself is skipped with its reason.
#   tests/azure-cli.sh [port]
set -uo pipefail
cd "$(dirname "$0")/.."

if ! command -v az >/dev/null; then
  echo "skipped: the Azure CLI (az) is not installed."
  exit 0
fi

port=${1:-8443}
host=https://localhost:$port
folder=$(mktemp -d)
passed=0 failed=0 skipped=0
tenant=ee46317d-36a3-4472-a3dd-6549e901da0b
subscription=a39012fb-d604-4cd1-8841-77f705f3e6d5
group=acme-kms
vault=acme-vault
vault_id=/subscriptions/$subscription/resourceGroups/$group/providers/Microsoft.KeyVault/vaults/$vault
atlas_app=9efedfcc-2eca-4b27-a613-0cad1e114cb7
account=mdb_sa_id_65a0000000000000000000b1
secret=mdb_sa_sk_demo-owner
user=kmsowner:5b6d2f0e-0000-4000-8000-00000000a001

export AZURE_CONFIG_DIR=$folder/azure AZURE_CORE_COLLECT_TELEMETRY=0 AZURE_CORE_OUTPUT=json REQUESTS_CA_BUNDLE=$folder/cert.pem
export AZURE_CORE_ONLY_SHOW_ERRORS=1 AZURE_EXTENSION_USE_DYNAMIC_INSTALL=no DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

good() { passed=$((passed + 1)); printf '  ok: %s\n' "$1"; }
bad() { failed=$((failed + 1)); printf '  FAILED: %s\n%s\n' "$1" "$answer" >&2; }
skip() { skipped=$((skipped + 1)); printf '  skipped: %s\n' "$1"; }

# run TEXT COMMAND…: the command succeeds and its answer holds the text ("" for any).
run() {
  local text=$1; shift
  if answer=$("$@" 2>&1) && grep -qF -- "$text" <<<"$answer"; then good "$*"; else bad "$* (expected: $text)"; fi
}

# refused TEXT COMMAND…: the command fails and says the text.
refused() {
  local text=$1; shift
  if answer=$("$@" 2>&1); then bad "$* (expected a refusal: $text)"; elif grep -qF -- "$text" <<<"$answer"; then good "refused: $*"; else bad "$* (expected: $text)"; fi
}

atlas() {
  curl --silent --cacert "$folder/cert.pem" --digest --user "$user" --header "Accept: application/vnd.atlas.2023-01-01+json" \
    --header "Content-Type: application/json" --request "$1" "$host/api/atlas/v2/$2" ${3:+--data "$3"}
}

# Asks Atlas until the answer holds the text.
until_atlas_says() {
  for _ in $(seq 150); do
    answer=$(atlas GET "$1")
    if grep -qF -- "$2" <<<"$answer"; then good "Atlas shows $2"; return; fi
    sleep 0.2
  done
  bad "Atlas never showed $2"
}

value() { grep -o "\"$1\":\"[^\"]*\"" <<<"$answer" | head -1 | cut -d'"' -f4; }

# Whether this az can run the command at all: Debian's packages do not fit each other, and fail before they send anything.
can() {
  answer=$("$@" 2>&1)
  ! grep -qE "object has no attribute '(standard_medium|config)'|No module named" <<<"$answer"
}

# The name of a new connection in a region, pending.
connect() {
  answer=$(atlas POST "groups/$project/encryptionAtRest/AZURE/privateEndpoints" "{\"regionName\": \"$1\"}")
  endpoint=$(value id)
  until_atlas_says "groups/$project/encryptionAtRest/AZURE/privateEndpoints/$endpoint" PENDING_ACCEPTANCE
  connection=$(value privateEndpointConnectionName)
}

[ -n "${KMS_PORTAL_NO_BUILD:-}" ] || dotnet build src/Atlas.KmsPortal --nologo -clp:ErrorsOnly || exit 1
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null || { echo "openssl could not make a certificate."; exit 1; }
mkdir -p "$AZURE_CONFIG_DIR"
env ASPNETCORE_ENVIRONMENT=Development ASPNETCORE_URLS="$host" Kestrel__Certificates__Default__Path="$folder/cert.pem" \
  Kestrel__Certificates__Default__KeyPath="$folder/key.pem" ConnectionStrings__Portal="Data Source=$folder/portal.db" \
  Simulator__Timing=Instant Logging__LogLevel__Default=Warning \
  dotnet run --project src/Atlas.KmsPortal --no-build --no-launch-profile >"$folder/portal.log" 2>&1 &
portal=$!
trap 'kill $portal 2>/dev/null; wait $portal 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 300); do
  curl --silent --fail --cacert "$folder/cert.pem" "$host/readyz" >/dev/null && break
  kill -0 $portal 2>/dev/null || break
  sleep 0.2
done
curl --silent --fail --cacert "$folder/cert.pem" "$host/readyz" >/dev/null || { cat "$folder/portal.log"; echo "The portal did not start."; exit 1; }

echo "Sign-in"
run "" az cloud register -n Portal --cloud-config "{\"endpoints\":{\"resourceManager\":\"$host\",\"microsoftGraphResourceId\":\"$host/\"},\"suffixes\":{\"keyvaultDns\":\".vault.azure.net\"}}"
run "" az cloud set -n Portal
refused "AADSTS7000215" az login --service-principal -u $account -p wrong --tenant $tenant
refused "AADSTS7000215" az login --service-principal -u mdb_sa_id_nobody -p wrong --tenant $tenant
run $subscription az login --service-principal -u $account -p $secret --tenant $tenant
run $tenant az account show
run $subscription az account list
run "" az account set --subscription $subscription
run westeurope az account list-locations

echo "Subscription and groups"
run "" az provider register --namespace Microsoft.Network --subscription $subscription
run Registered az provider show -n Microsoft.Network
run Microsoft.KeyVault az provider list
run $group az group show -n $group
run $group az group list
run $vault az resource list --resource-type Microsoft.KeyVault/vaults
run $vault_id az resource show -g $group -n $vault --resource-type Microsoft.KeyVault/vaults

echo "The vault"
run $vault_id az keyvault show -n $vault
run $vault_id az keyvault show -n $vault -g $group
run $vault_id az keyvault list
run $vault_id az keyvault list -g $group
run privatelink.vaultcore.azure.net az keyvault private-link-resource list --vault-name $vault
refused "not found" az keyvault show -n no-such-vault

echo "Connections"
answer=$(atlas POST groups "{\"name\": \"azure-cli-$$\", \"orgId\": \"65a000000000000000000001\"}")
project=$(grep -o '"id":"[0-9a-f]\{24\}"' <<<"$answer" | head -1 | cut -d'"' -f4)
block="{\"azureKeyVault\": {\"enabled\": true, \"azureEnvironment\": \"AZURE\", \"clientID\": \"632ff709-32a8-48a3-8224-30d2386fadaf\", \"tenantID\": \"$tenant\", \"secret\": \"demo-client-secret\", \"subscriptionID\": \"$subscription\", \"resourceGroupName\": \"$group\", \"keyVaultName\": \"$vault\", \"keyIdentifier\": \"https://$vault.vault.azure.net/keys/atlas/d891821e3d364e9eb88fbd3d11807b86\", \"requirePrivateNetworking\": true}}"
answer=$(atlas PATCH "groups/$project/encryptionAtRest" "$block")
connect EUROPE_WEST
run $connection az keyvault private-endpoint-connection show --subscription $subscription -g $group --vault-name $vault --name $connection
run Approved az keyvault private-endpoint-connection approve \
  --subscription $subscription \
  --resource-group $group --vault-name $vault \
  --name $connection \
  --description "MongoDB Atlas, azure-cli, EUROPE_WEST"
until_atlas_says "groups/$project/encryptionAtRest/AZURE/privateEndpoints/$endpoint" ACTIVE
refused "not found" az keyvault private-endpoint-connection approve -g $group --vault-name $vault --name nobody
connect EUROPE_NORTH
run Approved az keyvault private-endpoint-connection approve --vault-name $vault --name $connection
connect US_EAST_2
run Rejected az keyvault private-endpoint-connection reject --vault-name $vault --name $connection --description no
refused "stays rejected" az keyvault private-endpoint-connection approve --vault-name $vault --name $connection
connect US_WEST
run "" az keyvault private-endpoint-connection delete --vault-name $vault --name $connection

if can az network private-link-resource list --id $vault_id; then
  connect US_CENTRAL
  run $connection az network private-endpoint-connection list --id $vault_id
  run $connection az network private-endpoint-connection show --id $vault_id/privateEndpointConnections/$connection
  run Approved az network private-endpoint-connection approve \
    --id $vault_id/privateEndpointConnections/$connection \
    --description "MongoDB Atlas, azure-cli, US_CENTRAL"
  until_atlas_says "groups/$project/encryptionAtRest/AZURE/privateEndpoints/$endpoint" ACTIVE
  connect US_WEST_2
  run Rejected az network private-endpoint-connection reject --id $vault_id/privateEndpointConnections/$connection --description no
  run "" az network private-endpoint-connection delete --id $vault_id/privateEndpointConnections/$connection --yes
  run vault az network private-link-resource list --id $vault_id
else
  skip "az network: the packages of this az do not fit each other, and it fails before it sends anything."
fi

echo "Closing the vault, and its keys"
run '"Disabled"' az keyvault update -n $vault -g $group \
  --public-network-access Disabled
run '"Disabled"' az keyvault show -n $vault
run keyUriWithVersion az rest --method post \
  --url "$vault_id/keys/atlas/rotate?api-version=2023-07-01"

echo "Directory and roles"
run $atlas_app az ad sp create --id $atlas_app
run servicePrincipalId az ad sp show --id $atlas_app --query '{servicePrincipalId: id, tenantId: appOwnerOrganizationId}'
if can az role assignment list --scope $vault_id; then
  principal=$(az ad sp show --id $atlas_app --query id -o tsv)
  name=11111111-2222-4333-8444-555555555555
  run $principal az role assignment create --name $name --role "Key Vault Crypto User" --scope $vault_id --assignee-object-id $principal --assignee-principal-type ServicePrincipal
  run $name az role assignment create --name $name --role "Key Vault Crypto User" --scope $vault_id --assignee-object-id $principal --assignee-principal-type ServicePrincipal
  run 21090545-7ca7-4776-b22c-e363652d74d2 az role assignment create --role "Key Vault Reader" --scope $vault_id --assignee $atlas_app
  run "Key Vault Reader" az role assignment list --scope $vault_id --assignee $atlas_app
  run "" az role assignment delete --role "Key Vault Reader" --scope $vault_id --assignee $atlas_app
  run "" az role assignment delete --ids $vault_id/providers/Microsoft.Authorization/roleAssignments/$name
else
  skip "az role: the packages of this az do not fit each other, and it fails before it sends anything."
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
