package redact

import (
	"encoding/base64"
	"strings"

	"github.com/tamis-data/tamis/internal/scan/check"
)

// secretRule is a published form of tokens.
type secretRule struct {
	kind  string
	shape string
	// entropy, in thousandths of a bit a byte, is what the token needs beside its form.
	entropy int
	// check says whether a token is genuine beyond doubt; one that is none may still be taken for its
	// entropy. With must it is none then.
	check func(token string) bool
	must  bool
}

// random is the entropy of a short token of letters and digits, hexed of one of hexadecimal digits;
// what people type as an example is below.
const (
	random = 3000
	hexed  = 2700
)

// secretRules are facts that issuers publish about their tokens: prefixes, lengths, alphabets.
var secretRules = []secretRule{
	{"adafruit-key", "aio_{alnum:28}", random, nil, false},
	{"adobe-secret", "p8e-{alnum:32}", random, nil, false},
	{"age-key", "AGE-SECRET-KEY-1{upper:58}", 0, check.Bech32, false},
	{"airtable-token", "pat{alnum:14}.{hex:64}", hexed, nil, false},
	{"alibaba-key", "LTAI{alnum:12-24}", random, nil, false},
	{"anthropic-key", "sk-ant-{alpha:3-6}{digit:2}-{url:80-120}", random, nil, false},
	{"anthropic-key", "sk-ant-admin{digit:2}-{url:80-120}", random, nil, false},
	{"asana-token", "1/{digit:15-17}:{hex:32}", hexed, nil, false},
	{"asana-token", "2/{digit:15-17}/{digit:15-17}:{hex:32}", hexed, nil, false},
	{"atlassian-token", "ATATT3{url:100-250}{eq:0-1}{alnum:0-8}", random, nil, false},
	{"atlassian-token", "ATCTT3{url:100-250}{eq:0-1}{alnum:0-8}", random, nil, false},
	{"atlassian-token", "ATBB{url:28-40}", random, nil, false},
	{"aws-access-key", "AKIA{b32:16}", random, nil, false},
	{"aws-access-key", "ASIA{b32:16}", random, nil, false},
	{"aws-access-key", "ABIA{b32:16}", random, nil, false},
	{"aws-access-key", "ACCA{b32:16}", random, nil, false},
	{"aws-bedrock-key", "ABSK{b64:100-280}{eq:0-2}", random, nil, false},
	{"aws-mws-token", "amzn.mws.{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}", hexed, nil, false},
	{"aws-session-token", "IQoJb3JpZ2luX2Vj{b64:60-1500}{eq:0-2}", random, nil, false},
	{"aws-session-token", "FwoGZXIvYXdz{b64:60-1500}{eq:0-2}", random, nil, false},
	{"aws-session-token", "FQoGZXIvYXdz{b64:60-1500}{eq:0-2}", random, nil, false},
	{"aws-session-token", "FQoDYXdz{b64:60-1500}{eq:0-2}", random, nil, false},
	{"azure-client-secret", "{azure:3}{digit:1}Q~{azure:31-34}", random, nil, false},
	{"azure-devops-token", "{alnum:76}AZDO{alnum:4}", random, nil, false},
	{"bitcoin-key", "5{b58:50}", 0, wif, true},
	{"bitcoin-key", "K{b58:51}", 0, wif, true},
	{"bitcoin-key", "L{b58:51}", 0, wif, true},
	{"bitcoin-key", "xprv{b58:107}", 0, extendedKey, true},
	{"buildkite-token", "bkua_{hex:40}", hexed, nil, false},
	{"cerebras-key", "csk-{lower:40-60}", random, nil, false},
	{"circleci-token", "CCIPAT_{alnum:22}_{hex:40}", hexed, nil, false},
	{"clojars-token", "CLOJARS_{hex:60}", hexed, nil, false},
	{"cloudflare-ca-key", "v1.0-{hex:24}-{hex:146}", hexed, nil, false},
	{"cloudflare-token", "cfut_{url:32-60}", random, nil, false},
	{"coinbase-key", "cdp_{alnum:30-80}", random, nil, false},
	{"contentful-token", "CFPAT-{url:43}", random, nil, false},
	{"crates-io-token", "cio{alnum:32}", random, nil, false},
	{"databricks-token", "dapi{hex:32}", hexed, nil, false},
	{"digitalocean-token", "dop_v1_{hex:64}", hexed, nil, false},
	{"digitalocean-token", "doo_v1_{hex:64}", hexed, nil, false},
	{"digitalocean-token", "dor_v1_{hex:64}", hexed, nil, false},
	{"discord-token", "M{url:22-27}.{url:6}.{url:27-38}", random, discord, true},
	{"discord-token", "N{url:22-27}.{url:6}.{url:27-38}", random, discord, true},
	{"discord-token", "O{url:22-27}.{url:6}.{url:27-38}", random, discord, true},
	{"discord-token", "mfa.{url:80-95}", random, nil, false},
	{"discord-webhook", "discord.com/api/webhooks/|{digit:17-20}/{url:60-80}", random, nil, false},
	{"discord-webhook", "discordapp.com/api/webhooks/|{digit:17-20}/{url:60-80}", random, nil, false},
	{"dnkey", "dnkey-{url:26}-{url:52}", random, nil, false},
	{"docker-token", "dckr_pat_{url:27}", random, nil, false},
	{"docker-token", "dckr_oat_{url:32}", random, nil, false},
	{"doppler-token", "dp.pt.{alnum:43}", random, nil, false},
	{"doppler-token", "dp.st.{dot:41-80}", random, nil, false},
	{"dropbox-token", "sl.{url:130-1500}", random, nil, false},
	{"duffel-token", "duffel_test_{url:43}", random, nil, false},
	{"duffel-token", "duffel_live_{url:43}", random, nil, false},
	{"dynatrace-token", "dt0c01.{upper:24}.{upper:64}", random, nil, false},
	{"easypost-key", "EZAK{alnum:54}", random, nil, false},
	{"easypost-key", "EZTK{alnum:54}", random, nil, false},
	{"encoded-private-key", "LS0tLS1CRUdJTi{b64:40-12000}{eq:0-2}", 0, encodedKey, true},
	{"encoded-private-key", "b3BlbnNzaC1rZXktdjE{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIIEpAIBAAKCAQEA{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIIEowIBAAKCAQEA{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIIEogIBAAKCAQEA{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIIEpQIBAAKCAQEA{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIIEvgIBADANBgkqhkiG9w0BAQEFAASC{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIIJKAIBAAKCAgEA{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIIJKQIBAAKCAgEA{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIICXAIBAAKBgQ{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIICXQIBAAKBgQ{b64:16-12000}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MHcCAQEEI{b64:16-200}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MIGHAgEAMBMGByqGSM49AgEG{b64:16-400}{eq:0-2}", 0, nil, false},
	{"encoded-private-key", "MC4CAQAwBQYDK2VwBCIEI{b64:16-100}{eq:0-2}", 0, nil, false},
	{"facebook-token", "EAA{alnum:100-400}", random, nil, false},
	{"figma-token", "figd_{url:38-46}", random, nil, false},
	{"firebase-key", "AAAA{url:7}:APA91b{url:100-200}", random, nil, false},
	{"fireworks-key", "fw_{alnum:22-40}", random, nil, false},
	{"flutterwave-key", "FLWSECK_TEST-{alnum:12-34}-X", random, nil, false},
	{"flutterwave-key", "FLWSECK-{alnum:12-34}-X", random, nil, false},
	{"flyio-token", "fo1_{url:43}", random, nil, false},
	{"flyio-token", "fm2_{b64:40-1500}{eq:0-2}", random, nil, false},
	{"flyio-token", "fm1r_{b64:40-1500}{eq:0-2}", random, nil, false},
	{"flyio-token", "fm1a_{b64:40-1500}{eq:0-2}", random, nil, false},
	{"frameio-token", "fio-u-{url:64}", random, nil, false},
	{"github-token", "ghp_{alnum:36}", random, githubCheck, false},
	{"github-token", "gho_{alnum:36}", random, githubCheck, false},
	{"github-token", "ghu_{alnum:36}", random, githubCheck, false},
	{"github-token", "ghs_{alnum:36}", random, githubCheck, false},
	{"github-token", "ghr_{alnum:36-76}", random, githubCheck, false},
	{"github-token", "github_pat_{alnum:22}_{alnum:59}", random, nil, false},
	{"gitlab-token", "glpat-{url:27-300}.{lower:2}.{lower:7-9}", random, nil, false},
	{"gitlab-token", "glpat-{url:20-52}", random, nil, false},
	{"gitlab-token", "gldt-{url:20}", random, nil, false},
	{"gitlab-token", "glrt-{url:20}", random, nil, false},
	{"gitlab-token", "glcbt-{url:20-30}", random, nil, false},
	{"gitlab-token", "glptt-{hex:40}", hexed, nil, false},
	{"gitlab-token", "glft-{url:20}", random, nil, false},
	{"gitlab-token", "glsoat-{url:20}", random, nil, false},
	{"gitlab-token", "glagent-{url:50}", random, nil, false},
	{"gitlab-token", "gloas-{hex:64}", hexed, nil, false},
	{"gitlab-token", "glimt-{url:20-30}", random, nil, false},
	{"gitlab-token", "glffct-{url:20}", random, nil, false},
	{"gitlab-token", "GR1348941{url:20}", random, nil, false},
	{"gitlab-token", "gitlab_{url:18-40}", random, nil, false},
	{"gocardless-token", "live_{url:40}", random, nil, false},
	{"google-api-key", "AIza{url:35}", random, nil, false},
	{"google-oauth-secret", "GOCSPX-{url:28}", random, nil, false},
	{"google-oauth-token", "ya29.{dot:40-600}", random, nil, false},
	{"google-refresh-token", "1//0{url:60-110}", random, nil, false},
	{"grafana-token", "glc_{b64:32-400}{eq:0-3}", random, nil, false},
	{"grafana-token", "glsa_{alnum:32}_{hex:8}", random, nil, false},
	{"grafana-token", "eyJrIjoi{b64:60-400}{eq:0-2}", random, nil, false},
	{"groq-key", "gsk_{alnum:52}", random, nil, false},
	{"harness-token", "pat.{url:22}.{hex:24}.{alnum:20}", random, nil, false},
	{"harness-token", "sat.{url:22}.{hex:24}.{alnum:20}", random, nil, false},
	{"heroku-key", "HRKU-{url:36-66}", random, nil, false},
	{"hubspot-token", "pat-{lower:2-3}{digit:0-1}-{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}", hexed, nil, false},
	{"huggingface-token", "hf_{alpha:34}", random, nil, false},
	{"huggingface-token", "hf_{alnum:34-40}", random, nil, false},
	{"huggingface-token", "api_org_{alpha:34}", random, nil, false},
	{"infracost-key", "ico-{alnum:32}", random, nil, false},
	{"intra42-secret", "s-s4t2ud-{hex:64}", hexed, nil, false},
	{"jfrog-key", "AKCp{alnum:69}", random, nil, false},
	{"jfrog-key", "cmVmdGtu{alnum:56}", random, nil, false},
	{"jwt", "eyJ{url:10-2000}.eyJ{url:10-8000}.{url:10-2000}", 0, jwt, true},
	{"langsmith-key", "lsv2_pt_{hex:32}_{hex:10}", hexed, nil, false},
	{"langsmith-key", "lsv2_sk_{hex:32}_{hex:10}", hexed, nil, false},
	{"launchdarkly-key", "sdk-{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}", hexed, nil, false},
	{"linear-key", "lin_api_{alnum:40}", random, nil, false},
	{"lob-key", "live_{hex:35}", hexed, nil, false},
	{"lob-key", "test_{hex:35}", hexed, nil, false},
	{"mailchimp-key", "{hex:32}-us{digit:1-2}", hexed, nil, false},
	{"mailgun-key", "key-{hex:32}", hexed, nil, false},
	{"mailgun-key", "pubkey-{hex:32}", hexed, nil, false},
	{"mailgun-key", "{hex:32}-{hex:8}-{hex:8}", hexed, nil, false},
	{"mapbox-token", "sk.eyJ{url:40-200}.{url:20-40}", random, nil, false},
	{"maxmind-key", "{alnum:6}_{alnum:29}_mmk", random, nil, false},
	{"mollie-key", "live_{alnum:30}", random, nil, false},
	{"mollie-key", "test_{alnum:30}", random, nil, false},
	{"neon-key", "napi_{lower:40-70}", random, nil, false},
	{"netlify-token", "nfp_{alnum:36-44}", random, nil, false},
	{"netlify-token", "nfo_{alnum:36-44}", random, nil, false},
	{"newrelic-key", "NRAK-{upper:27}", random, nil, false},
	{"newrelic-key", "NRII-{url:32}", random, nil, false},
	{"newrelic-key", "NRJS-{hex:19}", hexed, nil, false},
	{"newrelic-key", "NRSP-{alnum:30-40}", random, nil, false},
	{"newrelic-key", "{hex:36}NRAL", hexed, nil, false},
	{"notion-token", "ntn_{alnum:40-50}", random, nil, false},
	{"notion-token", "secret_{alnum:43}", random, nil, false},
	{"npm-token", "npm_{alnum:36}", random, npmCheck, false},
	{"nuget-key", "oy2{lower:43}", random, nil, false},
	{"octopus-key", "API-{upper:25-32}", random, nil, false},
	{"onepassword-secret", "A3-{upper:6}-{upper:6}-{upper:5}-{upper:5}-{upper:5}-{upper:5}", random, nil, false},
	{"onepassword-token", "ops_eyJ{url:200-1500}", random, nil, false},
	{"openai-key", "sk-{alnum:20}T3BlbkFJ{alnum:20}", random, nil, false},
	{"openai-key", "sk-proj-{url:40-180}", random, nil, false},
	{"openai-key", "sk-svcacct-{url:40-180}", random, nil, false},
	{"openai-key", "sk-admin-{url:40-180}", random, nil, false},
	{"openai-key", "sk-{alnum:32-64}", random, nil, false},
	{"openai-key", "sk-None-{url:40-180}", random, nil, false},
	{"openai-key", "sk-service-{url:40-180}", random, nil, false},
	{"openrouter-key", "sk-or-v1-{hex:64}", hexed, nil, false},
	{"openshift-token", "sha256~{url:43}", random, nil, false},
	{"password-hash", "$1${crypt:1-8}${crypt:22}", 0, nil, false},
	{"password-hash", "$apr1${crypt:1-8}${crypt:22}", 0, nil, false},
	{"password-hash", "$5${crypt:1-16}${crypt:43}", 0, nil, false},
	{"password-hash", "$6${crypt:1-16}${crypt:86}", 0, nil, false},
	{"password-hash", "$5$rounds={digit:4-9}${crypt:1-16}${crypt:43}", 0, nil, false},
	{"password-hash", "$6$rounds={digit:4-9}${crypt:1-16}${crypt:86}", 0, nil, false},
	{"password-hash", "$2a${digit:2}${crypt:53}", 0, nil, false},
	{"password-hash", "$2b${digit:2}${crypt:53}", 0, nil, false},
	{"password-hash", "$2y${digit:2}${crypt:53}", 0, nil, false},
	{"password-hash", "$y${crypt:2-4}${crypt:8-30}${crypt:43}", 0, nil, false},
	{"password-hash", "$P${crypt:31}", 0, nil, false},
	{"password-hash", "$argon2id$v={digit:2}$m={digit:1-9},t={digit:1-3},p={digit:1-3}${b64:8-64}${b64:16-100}", 0, nil, false},
	{"password-hash", "$argon2i$v={digit:2}$m={digit:1-9},t={digit:1-3},p={digit:1-3}${b64:8-64}${b64:16-100}", 0, nil, false},
	{"password-hash", "pbkdf2_sha256${digit:3-8}${alnum:6-32}${b64:43}{eq:0-1}", 0, nil, false},
	{"paypal-token", "access_token$production${lower:16}${hex:32}", hexed, nil, false},
	{"paystack-key", "sk_live_{hex:40}", hexed, nil, false},
	{"perplexity-key", "pplx-{alnum:48-56}", random, nil, false},
	{"pinecone-key", "pcsk_{alnum:5-7}_{alnum:50-70}", random, nil, false},
	{"plaid-token", "access-sandbox-{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}", hexed, nil, false},
	{"plaid-token", "access-production-{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}", hexed, nil, false},
	{"planetscale-token", "pscale_tkn_{url:32-64}", random, nil, false},
	{"planetscale-token", "pscale_pw_{url:32-64}", random, nil, false},
	{"planetscale-token", "pscale_oauth_{url:32-64}", random, nil, false},
	{"posthog-key", "phc_{alnum:40-48}", random, nil, false},
	{"posthog-key", "phx_{alnum:40-48}", random, nil, false},
	{"postman-key", "PMAK-{hex:24}-{hex:34}", hexed, nil, false},
	{"prefect-key", "pnu_{alnum:36}", random, nil, false},
	{"pulumi-token", "pul-{hex:40}", hexed, nil, false},
	{"pypi-token", "pypi-AgEIcHlwaS5vcmc{url:50-1000}", 0, nil, false},
	{"pypi-token", "pypi-AgENdGVzdC5weXBpLm9yZw{url:50-1000}", 0, nil, false},
	{"razorpay-key", "rzp_live_{alnum:14}", random, nil, false},
	{"razorpay-key", "rzp_test_{alnum:14}", random, nil, false},
	{"readme-key", "rdme_{lower:70}", random, nil, false},
	{"render-key", "rnd_{alnum:28-40}", random, nil, false},
	{"replicate-token", "r8_{alnum:37}", random, nil, false},
	{"rubygems-key", "rubygems_{hex:48}", hexed, nil, false},
	{"scalingo-token", "tk-us-{url:48}", random, nil, false},
	{"sendgrid-key", "SG.{url:22}.{url:43}", random, nil, false},
	{"sendinblue-key", "xkeysib-{hex:64}-{alnum:16}", hexed, nil, false},
	{"sentry-token", "sntrys_eyJ{b64:80-400}{eq:0-2}_{b64:40-50}", random, nil, false},
	{"sentry-token", "sntryu_{hex:64}", hexed, nil, false},
	{"settlemint-token", "sm_aat_{alnum:16}", random, nil, false},
	{"settlemint-token", "sm_pat_{alnum:16}", random, nil, false},
	{"shippo-token", "shippo_live_{hex:40}", hexed, nil, false},
	{"shippo-token", "shippo_test_{hex:40}", hexed, nil, false},
	{"shopify-token", "shpat_{hex:32}", hexed, nil, false},
	{"shopify-token", "shpca_{hex:32}", hexed, nil, false},
	{"shopify-token", "shppa_{hex:32}", hexed, nil, false},
	{"shopify-token", "shpss_{hex:32}", hexed, nil, false},
	{"shopify-token", "shptka_{hex:32}", hexed, nil, false},
	{"slack-token", "xoxb-{digit:9-14}-{digit:9-14}-{alnum:20-40}", random, nil, false},
	{"slack-token", "xoxb-{digit:9-14}-{alnum:20-40}", random, nil, false},
	{"slack-token", "xoxp-{digit:9-14}-{digit:9-14}-{digit:9-14}-{alnum:28-40}", random, nil, false},
	{"slack-token", "xoxa-{url:40-200}", random, nil, false},
	{"slack-token", "xoxr-{url:40-200}", random, nil, false},
	{"slack-token", "xoxs-{url:40-200}", random, nil, false},
	{"slack-token", "xoxe.xoxp-1-{url:100-200}", random, nil, false},
	{"slack-token", "xapp-1-{upper:8-14}-{digit:9-14}-{hex:64}", hexed, nil, false},
	{"slack-token", "xoxc-{digit:9-14}-{digit:9-14}-{digit:9-14}-{hex:64}", hexed, nil, false},
	{"slack-token", "xoxd-{b64:30-300}{eq:0-2}", random, nil, false},
	{"slack-token", "xoxo-{url:30-100}", random, nil, false},
	{"slack-token", "xoxe-{digit:1}-{url:60-200}", random, nil, false},
	{"slack-token", "xoxb-{url:40-100}", random, nil, false},
	{"slack-token", "xoxp-{url:40-120}", random, nil, false},
	{"slack-token", "xoxs-{url:30-120}", random, nil, false},
	{"slack-webhook", "hooks.slack.com/services/|T{upper:8-12}/B{upper:8-12}/{alnum:20-26}", random, nil, false},
	{"slack-webhook", "hooks.slack.com/workflows/|T{upper:8-12}/A{upper:8-12}/{digit:16-20}/{alnum:20-26}", random, nil, false},
	{"slack-webhook", "hooks.slack.com/triggers/|T{upper:8-12}/{digit:10-16}/{alnum:20-40}", random, nil, false},
	{"sonar-token", "sqp_{hex:40}", hexed, nil, false},
	{"sonar-token", "sqa_{hex:40}", hexed, nil, false},
	{"sonar-token", "squ_{hex:40}", hexed, nil, false},
	{"sourcegraph-token", "sgp_{hex:40}", hexed, nil, false},
	{"sourcegraph-token", "sgp_{hex:16}_{hex:40}", hexed, nil, false},
	{"square-token", "sq0atp-{url:22}", random, nil, false},
	{"square-token", "sq0csp-{url:43}", random, nil, false},
	{"square-token", "EAAA{url:60}", random, nil, false},
	{"stripe-key", "sk_live_{alnum:10-99}", random, nil, false},
	{"stripe-key", "sk_test_{alnum:10-99}", random, nil, false},
	{"stripe-key", "rk_live_{alnum:10-99}", random, nil, false},
	{"stripe-key", "rk_test_{alnum:10-99}", random, nil, false},
	{"stripe-webhook-secret", "whsec_{b64:24-64}{eq:0-2}", random, nil, false},
	{"supabase-token", "sbp_{hex:40}", hexed, nil, false},
	{"supabase-token", "sb_secret_{url:22}_{url:8}", random, nil, false},
	{"tailscale-key", "tskey-auth-{alnum:10-20}-{alnum:20-40}", random, nil, false},
	{"tailscale-key", "tskey-api-{alnum:10-20}-{alnum:20-40}", random, nil, false},
	{"tailscale-key", "tskey-client-{alnum:10-20}-{alnum:20-40}", random, nil, false},
	{"tavily-key", "tvly-{url:32-50}", random, nil, false},
	{"teams-webhook", "webhook.office.com/webhookb2/|{uuid:36}@{uuid:36}/IncomingWebhook/{hex:32}/{uuid:36}", hexed, nil, false},
	{"tencent-key", "AKID{alnum:32}", random, nil, false},
	{"terraform-token", "{alnum:14}.atlasv1.{url:60-70}", random, nil, false},
	{"together-key", "tgp_v1_{url:43}", random, nil, false},
	{"trello-token", "ATTA{hex:64}{hex:8}", hexed, nil, false},
	{"twilio-key", "SK{hex:32}", hexed, nil, false},
	{"twitch-token", "oauth:{lower:30}", random, nil, false},
	{"twitter-token", "AAAAAAAAAAAAAAAAAAAAA{alnum:30-110}", random, nil, false},
	{"typeform-token", "tfp_{dot:40-70}", random, nil, false},
	{"vault-token", "hvs.{url:24-200}", random, nil, false},
	{"vault-token", "hvb.{url:100-300}", random, nil, false},
	{"vault-token", "hvr.{url:24-300}", random, nil, false},
	{"vercel-token", "vcp_{alnum:20-60}", random, nil, false},
	{"volcengine-key", "AKLT{b64:40-60}{eq:0-2}", random, nil, false},
	{"wakatime-key", "waka_{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}", hexed, nil, false},
	{"weights-and-biases-key", "wandb_v1_{url:40-90}", random, nil, false},
	{"xai-key", "xai-{alnum:70-90}", random, nil, false},
	{"yandex-key", "AQVN{url:35-38}", random, nil, false},
	{"yandex-key", "t1.{url:60-300}", random, nil, false},
	{"yandex-key", "YCAJE{url:20-40}", random, nil, false},
	{"yandex-key", "YCM{url:37}", random, nil, false},
	{"zapier-webhook", "hooks.zapier.com/hooks/catch/|{digit:5-9}/{alnum:6-10}", 0, nil, false},
}

// githubCheck says whether a token ends with the checksum of what stands behind its prefix.
func githubCheck(token string) bool { return check.CRC62(token[len("ghp_"):]) }
func npmCheck(token string) bool    { return check.CRC62(token[len("npm_"):]) }

// encodedKey says whether Base64 holds a private key in PEM: a secret of Kubernetes.
func encodedKey(token string) bool {
	head := strings.TrimRight(token[:min(len(token), 80)], "=")
	text, err := base64.RawStdEncoding.DecodeString(head[:len(head)/4*4])
	return err == nil && strings.Contains(string(text), "PRIVATE KEY")
}

// wif says whether a token is a private key of Bitcoin as wallets export it.
func wif(token string) bool {
	body, ok := check.Base58(token, "")
	return ok && (len(body) == 33 || len(body) == 34) && body[0] == 0x80
}

func extendedKey(token string) bool {
	body, ok := check.Base58(token, "")
	return ok && len(body) == 78
}

// discord says whether a token begins with the number of an account in Base64.
func discord(token string) bool {
	head, _, _ := strings.Cut(token, ".")
	id, err := base64.RawURLEncoding.DecodeString(head)
	return err == nil && len(id) >= 16 && digitBytes.End(string(id), 0) == len(id)
}

// jwt says whether a token begins with a header that names an algorithm.
func jwt(token string) bool {
	head, _, _ := strings.Cut(token, ".")
	header, err := base64.RawURLEncoding.DecodeString(head)
	return err == nil && strings.Contains(string(header), `"alg"`)
}
