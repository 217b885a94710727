#!/usr/bin/env bash
# cet ci --post: one comment on a pull or merge request, made once and then brought up to date, whatever the server does.
. "$(dirname "$0")/promise.sh"

for program in python3 openssl curl; do
    command -v $program >/dev/null || { echo "skipped: no $program here"; exit 0; }
done
cd "$work" || exit 2
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout key.pem -out cert.pem 2>/dev/null || exit 2
python3 "$CET_SOURCE_DIR/tests/e2e/forge_server.py" "$work" cert.pem key.pem &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s tls_port ] && break; sleep 0.1; done
port=$(cat port)
set_state() { curl -s -X POST "http://localhost:$port/_set" -d "$1" >/dev/null; }
asked() { curl -s "http://localhost:$port/_state" >state.json; }
# count EXPRESSION: of the server's state, in Python
tell() { asked; python3 -c "import json; s = json.load(open('state.json')); print($1)"; }

printf '<!-- cet-report -->\n## cet: accepted\nfirst "text" \xc3\xb6\n' >first.md
printf '<!-- cet-report -->\n## cet: rejected\nsecond\n' >second.md
echo '{"pull_request": {"number": 7}}' >event.json
clean=(env -u GITHUB_BASE_REF -u GITHUB_REF -u CI_PROJECT_ID -u CI_JOB_TOKEN -u GITLAB_TOKEN -u SSL_CERT_FILE -u http_proxy -u https_proxy)
github=("${clean[@]}" GITHUB_REPOSITORY=o/r GITHUB_API_URL="http://localhost:$port" GITHUB_EVENT_PATH="$work/event.json" GITHUB_TOKEN=secret-token)
gitlab=("${clean[@]}" -u GITHUB_REPOSITORY CI_PROJECT_ID=group/x CI_API_V4_URL="http://localhost:$port/api/v4" CI_MERGE_REQUEST_IID=3 GITLAB_TOKEN=secret-token)
post() { run "$@"; cat "$work/out" "$work/err" >>said; }
one_line() { [ "$(wc -l <"$work/err")" -eq 1 ]; }

set_state '{}'
post "${github[@]}" "$CET" ci --post --comment first.md
promise "GitHub: a comment is made"             '[ $status -eq 0 ] && grep -q "^comment made: http" "$work/out" && [ "$(tell "s[\"comments\"][0][\"body\"] == open(\"first.md\").read()")" = True ]'
[ $status -eq 0 ] || show
post "${github[@]}" "$CET" ci --post --comment second.md
promise "GitHub: the next run updates it"       '[ $status -eq 0 ] && grep -q "^comment updated" "$work/out" && [ "$(tell "len(s[\"comments\"]), s[\"comments\"][0][\"body\"][20:36]")" = "1 ## cet: rejected" ]'
promise "GitHub: it asked where comments are"   '[ "$(tell "s[\"log\"][-1].split()[1].startswith(\"/repos/o/r/issues/comments/\")")" = True ]'

others=$(python3 -c 'import json; print(json.dumps([{"id": i, "body": "talk", "user": {"type": "User"}, "author": {"id": 9}} for i in range(1, 8)]))')
ours='{"id": 50, "body": "<!-- cet-report -->\nold", "user": {"type": "Bot"}, "author": {"id": 1}}'
set_state "{\"page\": 3, \"comments\": ${others%]}, $ours]}"
post "${github[@]}" "$CET" ci --post --comment first.md
promise "GitHub: found on the third page"       '[ $status -eq 0 ] && [ "$(tell "len(s[\"comments\"]), len([l for l in s[\"log\"] if l.startswith(\"GET\")])")" = "8 3" ]'
set_state '{"comments": [{"id": 1, "body": "<!-- cet-report -->\nfake: accepted", "user": {"type": "User"}, "author_association": "NONE"}]}'
post "${github[@]}" "$CET" ci --post --comment first.md
promise "a stranger's comment is not taken over" '[ $status -eq 0 ] && [ "$(tell "len(s[\"comments\"]), \"fake\" in s[\"comments\"][0][\"body\"]")" = "2 True" ]'
set_state '{"comments": [{"id": 1, "body": "quoted: <!-- cet-report -->", "user": {"type": "Bot"}}]}'
post "${github[@]}" "$CET" ci --post --comment first.md
promise "nor one that only quotes the marker"   '[ "$(tell "len(s[\"comments\"])")" = 2 ]'
set_state '{}'
post "${github[@]}" GITHUB_EVENT_PATH= GITHUB_REF=refs/pull/7/merge "$CET" ci --post --comment first.md
promise "the number may come from GITHUB_REF"   '[ $status -eq 0 ] && [ "$(tell "s[\"log\"][0].split(\"?\")[0]")" = "GET /repos/o/r/issues/7/comments" ]'

set_state "{\"page\": 3, \"comments\": ${others%]}, $ours]}"
post "${gitlab[@]}" "$CET" ci --post --comment first.md
promise "GitLab: found on the third page, updated" '[ $status -eq 0 ] && [ "$(tell "len(s[\"comments\"]), s[\"log\"][-1]")" = "8 PUT /api/v4/projects/group%2Fx/merge_requests/3/notes/50" ]'
set_state '{"comments": [{"id": 1, "body": "<!-- cet-report -->\nfake", "author": {"id": 9}}]}'
post "${gitlab[@]}" "$CET" ci --post --comment first.md
promise "GitLab: another's note is not ours"    '[ $status -eq 0 ] && [ "$(tell "len(s[\"comments\"])")" = 2 ]'

wait0='"headers": {"Retry-After": "0"}'
set_state "{\"faults\": [{\"match\": \"comments\", \"method\": \"GET\", \"code\": 503, \"times\": 2, $wait0}]}"
post "${github[@]}" "$CET" ci --post --comment first.md
promise "503 is asked again"                    '[ $status -eq 0 ] && [ "$(tell "len(s[\"log\"])")" = 4 ]'
set_state "{\"faults\": [{\"match\": \"comments\", \"method\": \"POST\", \"code\": 429, $wait0}]}"
post "${github[@]}" "$CET" ci --post --comment first.md
promise "429 is asked again, for a POST too"    '[ $status -eq 0 ] && [ "$(tell "len(s[\"comments\"])")" = 1 ]'
set_state "{\"faults\": [{\"match\": \"comments\", \"code\": 503, \"times\": 99, $wait0}]}"
post "${github[@]}" "$CET" ci --post --comment first.md
promise "not for ever, and then one line"       '[ $status -eq 2 ] && one_line && grep -q "answers 503 (4 attempts)" "$work/err" && [ "$(tell "len(s[\"log\"])")" = 4 ]'
set_state '{"faults": [{"match": "comments", "method": "POST", "code": 502, "done": true}]}'
post "${github[@]}" "$CET" ci --post --comment first.md
promise "a POST that was heard is not repeated" '[ $status -eq 0 ] && [ "$(tell "len(s[\"comments\"])")" = 1 ] && grep -q "^comment updated" "$work/out"'
set_state '{"faults": [{"match": "comments", "method": "POST", "close": true}]}'
post "${github[@]}" "$CET" ci --post --comment first.md
promise "a connection that breaks is made anew" '[ $status -eq 0 ] && [ "$(tell "len(s[\"comments\"])")" = 1 ]'

# refused WHAT PATTERN FAULT FORGE...
refused() {
    local what=$1 pattern=$2
    set_state "{\"faults\": [$3]}"
    shift 3
    post "$@" "$CET" ci --post --comment first.md
    promise "$what" '[ $status -eq 2 ] && one_line && grep -Eq -- "$pattern" "$work/err"'
    grep -Eq -- "$pattern" "$work/err" || show
}
refused "401: which token"       "GitHub does not accept the token in GITHUB_TOKEN \(401\)" '{"match": "x"}' "${github[@]}" GITHUB_TOKEN=wrong
refused "403: which right"       "\(403\); it needs the permission 'pull-requests: write'" '{"match": "c", "code": 403, "times": 9}' "${github[@]}"
refused "404: what is not known" "knows no 'o/r' with the request 7"   '{"match": "c", "code": 404, "times": 9}' "${github[@]}"
refused "GitLab: 403"            "CI_JOB_TOKEN has neither"            '{"match": "notes", "code": 403, "times": 9}' "${gitlab[@]}"
refused "422: what it says"      "answers 422 to GET .*it says: a b"   '{"match": "c", "code": 422, "body": "{\"message\": \"a\\nb\"}"}' "${github[@]}"
refused "no JSON"                "with what is no JSON"                '{"match": "c", "code": 200, "body": "<html>"}' "${github[@]}"
refused "JSON of another kind"   "with no list of comments"            '{"match": "c", "code": 200, "body": "{\"id\": 1}"}' "${github[@]}"
refused "deep JSON"              "with what is no JSON"                '{"match": "c", "code": 200, "body": "[", "repeat": 100000}' "${github[@]}"
refused "an answer without end"  "answers with more than 16 MiB"       '{"match": "c", "code": 200, "body": "aaaaaaaaaaaaaaaa", "repeat": 1100000}' "${github[@]}"
refused "a redirect elsewhere"   "sends on to another server"          '{"match": "c", "code": 302, "headers": {"Location": "http://127.0.0.1:{port}/steal"}}' "${github[@]}"
promise "the token did not go there"                '[ "$(tell "len(s[\"log\"])")" = 1 ]'
refused "redirects in a circle"  "sends on more than 3 times"          '{"match": "c", "code": 301, "times": 99, "headers": {"Location": "/repos/o/r/issues/7/comments"}}' "${github[@]}"
refused "a next page elsewhere"  "next page on another server"         '{"match": "c", "code": 200, "body": "[]", "headers": {"Link": "<http://127.0.0.1:{port}/steal>; rel=\"next\""}}' "${github[@]}"
refused "a token with a line break" "GITHUB_TOKEN holds a blank or line break" '{"match": "x"}' "${github[@]}" GITHUB_TOKEN=$'a\nX-Evil: 1'
refused "plain HTTP elsewhere"   "would send the token unencrypted"    '{"match": "x"}' "${github[@]}" GITHUB_API_URL=http://forge.invalid
refused "a server that is not there" "cannot be reached"               '{"match": "x"}' "${github[@]}" GITHUB_API_URL=https://forge.invalid
refused "a repository that is none" "is no OWNER/NAME"                 '{"match": "x"}' "${github[@]}" GITHUB_REPOSITORY='o/../../x'
refused "no token"               "GITHUB_TOKEN is not set"             '{"match": "x"}' "${github[@]}" GITHUB_TOKEN=
refused "no pull request"        "names a pull request"                '{"match": "x"}' "${github[@]}" GITHUB_EVENT_PATH=
refused "no merge request"       "names no merge request"              '{"match": "x"}' "${gitlab[@]}" CI_MERGE_REQUEST_IID=
refused "neither forge"          "neither GITHUB_REPOSITORY nor CI_PROJECT_ID" '{"match": "x"}' "${clean[@]}" -u GITHUB_REPOSITORY
refused "a server that echoes the token" "it says: your \*+ is"        '{"match": "c", "code": 400, "body": "{\"message\": \"your secret-token is\"}"}' "${github[@]}"
set_state '{"faults": [{"match": "/repos/", "method": "GET", "code": 307, "headers": {"Location": "/moved/comments?per_page=100"}}]}'
post "${github[@]}" "$CET" ci --post --comment first.md
promise "a redirect on the same server is followed" '[ $status -eq 0 ] && [ "$(tell "s[\"log\"][1]")" = "GET /moved/comments?per_page=100" ]'

tls=$(cat tls_port)
refused "a certificate that nobody signed" "certificate of 'https://localhost.* is not trusted" '{"match": "x"}' "${github[@]}" GITHUB_API_URL="https://localhost:$tls"
set_state '{}'
post "${gitlab[@]}" CI_API_V4_URL="https://localhost:$tls/api/v4" CI_SERVER_TLS_CA_FILE="$work/cert.pem" "$CET" ci --post --comment first.md
promise "one that is trusted, over TLS"         '[ $status -eq 0 ] && [ "$(tell "len(s[\"comments\"])")" = 1 ]'
[ $status -eq 0 ] || show
printf 'no marker\n' >other.md
post "${github[@]}" "$CET" ci --post --comment other.md
promise "what is no report is not sent"         '[ $status -eq 2 ] && one_line && grep -q "is no comment.md of cet ci" "$work/err"'
promise "no message ever held the token"        '! grep -q secret-token said'
kept
