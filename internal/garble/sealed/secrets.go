package sealed

import (
	"encoding/base64"
	"fmt"

	"github.com/tamis-data/tamis/internal/garble"
)

var tokens = []string{
	"github_" + "pat_‹a22›_‹a59›", "xox" + "p-‹d11›-‹d11›-‹d12›-‹x32›", "rk_" + "live_‹a24›", "sk-ant-" + "api03-‹a93›AA", "sk-" + "proj-‹a48›", "ya29.‹a60›", "ASIA‹S16›", "dckr_pat_‹a27›",
	"gldt-‹a20›", "shpss_‹x32›", "EAAC‹a90›", "glsa_‹a32›_‹x8›", "lin_api_‹a40›", "‹d9›:AA‹a33›", "sq0csp-‹a43›", "key-‹x32›", "AGE-SECRET-KEY-1‹u58›", "NRAK-‹u27›",
}

var (
	lines = []string{"My bot runs with @@ since Monday.", "X-Api-Key: @@", "curl -H 'Authorization: token @@' https://example.org/", "  token = @@", "Revoke @@ at once!", "?access_token=@@"}
	hooks = []string{"https://hooks.slack" + ".com/services/@@", "https://discord" + ".com/api/webhooks/@@"}
	basic = []string{"Authorization: Basic @@", "Proxy-Authorization: Basic @@"}
)

func vendorToken(r *garble.Rand) string {
	if r.Percent(20) {
		return garble.JWT(r, "RS256")
	}
	return r.Shapes(tokens)
}

// pem draws keys of other tools; the block goes as a whole.
func pem(r *garble.Rand) string {
	switch r.IntN(3) {
	case 0:
		return garble.PEM(r, "ENCRYPTED PRIVATE")
	case 1:
		return garble.PEM(r, "DSA PRIVATE")
	}
	body := garble.Grouped(base64.StdEncoding.EncodeToString(r.Bytes(300)), "\n", 64)
	const name = "PGP PRIVATE KEY " + "BLOCK-----"
	return "-----BEGIN " + name + "\n\n" + body + "\n=" + r.Of(garble.Base64, 4) + "\n-----END " + name
}

var passwords = []string{"machine example.org login ‹w› password @@", "mysql -u ‹w› -p'@@' ‹w›", "<password>@@</password>", "spring.datasource.password=@@", "sshpass -p @@ ssh ‹host›", "PGPASSWORD='@@' psql", "pwd: @@", "user=‹w› pass=@@", "Passwort: @@", "mot de passe : @@"}
var assigned = []string{"AZURE_STORAGE_KEY=@@", "AccountKey=@@;EndpointSuffix=example.net", "encryptionKey := \"@@\"", "\"privateKey\": \"@@\",", "private_token: @@", "const apiSecret = '@@';", "HEROKU_API_KEY=@@", "webhook_secret = @@"}
var connections = []string{"Server=db.example.org;Database=‹w›;User Id=‹w›;Password=@@;", "jdbc:postgresql://‹host›/‹w›?user=‹w›&password=@@", "smtp://‹w›:@@@mail.example.org:587", "sqlserver://‹w›:@@@‹host›:1433", "https://oauth2:@@@git.example.org/‹w›.git"}

func secretKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "secret/" + name, Step: "redact.secrets", Langs: []string{"en", "it", "en", "uk", "en", "zh"}, Plant: plant}
	}
	pair := func(r *garble.Rand) string {
		return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s:%s", r.Word(), r.Of(garble.Alnum, 14)))
	}
	return []garble.Kind{
		kind("vendor-token", garble.PlantTokens(lines, vendorToken)), kind("private-key", func(p *garble.Page) { p.CarryBlock("", pem(p.Rand), "", 0, 0, true) }),
		kind("password", garble.PlantSettings(passwords, shapes("‹a5›$‹a4›!", "‹w›‹W›‹d4›", "‹a16›", "‹W›@‹d4›#‹s2›"))), kind("assigned", garble.PlantSettings(assigned, shapes("‹b86›==", "‹a40›", "‹x64›", "‹uuid›"))),
		kind("connection", garble.PlantSettings(connections, shapes("‹a12›", "‹a6›-‹a6›"))), kind("webhook", garble.PlantSettings(hooks, shapes("T‹u8›/B‹u10›/‹a24›", "‹d18›/‹a68›"))),
		kind("basic", garble.PlantSettings(basic, pair)),
	}
}
