#!/usr/bin/env bash
# Runs every check on a fresh machine that has the .NET SDK: installs Chromium where there is none, checks the
# formatting, builds with warnings as errors, runs every suite, and ends with the sum "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

chromium_is_there() { [ -n "${KMS_PORTAL_CHROMIUM:-}" ] || command -v chromium >/dev/null; }
if ! chromium_is_there && command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
  $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium >/dev/null || { echo "Chromium could not be installed."; exit 1; }
fi

dotnet tool restore >/dev/null || exit 1
dotnet csharpier check . || { echo "Run: dotnet csharpier format ."; exit 1; }
dotnet build --nologo -clp:ErrorsOnly || exit 1

results="$PWD/artifacts/test-results"
rm -rf "$results"
failed_suites=0
suites=(tests/Atlas.KmsPortal.Tests tests/Atlas.KmsPortal.E2E)
for suite in "${suites[@]}"; do
  dotnet test --project "$suite" --no-build --report-xunit-trx --report-xunit-trx-filename "$(basename "$suite").trx" \
    --results-directory "$results" --timeout 14m || failed_suites=1
done

# A suite that crashed leaves no counters, and one that found no test counts nothing: both are failures.
sum() { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ total += $1 } END { print total + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
written=$(ls "$results"/*.trx 2>/dev/null | wc -l)
if [ "$written" -ne "${#suites[@]}" ] || [ "$passed" -eq 0 ]; then failed_suites=1; fi
echo "$passed passed, $failed failed"
[ "$failed_suites" -eq 0 ] && [ "$failed" -eq 0 ]
