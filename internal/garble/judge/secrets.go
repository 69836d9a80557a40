package judge

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// Tokens are put together from a prefix and what is drawn; none was ever given out.
var tokens = []string{
	"xapp-" + "1-A‹u10›-‹d13›-‹x64›", "sk-or-" + "v1-‹x64›", "gsk_" + "‹a52›", "r8_" + "‹a37›", "figd_" + "‹a40›", "nfp_" + "‹a40›", "PMAK-" + "‹x24›-‹x34›", "dapi" + "‹x32›", "hvs." + "‹a90›", "rubygems_" + "‹x48›", "pul-" + "‹x40›", "GOCSPX-" + "‹a28›", "sk_" + "test_‹a24›", "whsec_" + "‹a32›",
	"xkeysib-" + "‹x64›-‹a16›", "glptt-" + "‹x40›", "oy2" + "‹l43›", "shpca_" + "‹x32›", "sntrys_" + "‹a64›", "EZAK" + "‹a54›", "tfp_" + "‹a44›_‹a14›", "xox" + "a-2-‹d12›-‹d12›-‹d12›-‹x32›", "glrt-" + "‹a20›",
}

var lines = []string{"Somebody pasted @@ in a public channel.", "We rotated @@ last night.", "Bearer @@", "const key = \"@@\"", "https://api.example.org/v2/ping?key=@@", "git clone https://x:@@@git.example.org/a/b.git", "The bot still uses @@, by the way.", "set TOKEN=@@", "Cookie: session=@@", "(@@)"}

func vendorToken(r *garble.Rand) string {
	switch r.IntN(6) {
	case 0:
		return garble.GitHub(r, garble.Pick(r, []string{"ghu", "ghr"}))
	case 1:
		return garble.JWT(r, garble.Pick(r, []string{"ES256", "HS512"}))
	}
	return r.Shapes(tokens)
}

// plantKey sets a private key as settings hold one: with \n for its line ends, or set in.
func plantKey(p *garble.Page) {
	r := p.Rand
	key := garble.PEM(r, garble.Pick(r, []string{"PRIVATE", "RSA PRIVATE", "EC PRIVATE"}))
	switch r.IntN(4) {
	case 0:
		const before = `"private_key": "`
		p.CarryBlock(before, strings.ReplaceAll(key, "\n", `\n`), `\n",`, len(before), 4, true)
	case 1:
		const before = "tls:\n  key: |\n"
		p.CarryBlock(before+"    ", strings.ReplaceAll(key, "\n", "\n    "), "", len(before)+4, 0, true)
	case 2:
		p.CarryBlock("", strings.ReplaceAll(key, "\n", "\r\n"), "", 0, 0, true)
	default:
		name := "SSH2 ENCRYPTED PRIVATE KEY ----"
		body := garble.Grouped(base64.StdEncoding.EncodeToString(r.Bytes(r.Between(200, 400))), "\n", 70)
		p.CarryBlock("", "---- BEGIN "+name+"\n"+body+"\n---- END "+name, "", 0, 0, true)
	}
}

var (
	passwords = []string{"CREATE USER ‹w› IDENTIFIED BY '@@';", "requirepass @@", "Kennwort: @@", "Contraseña: @@", "Пароль: @@", "密码：@@", "パスワード: @@", "Hasło: @@", "Password (case sensitive): @@", "login: ‹w›, password: @@", "curl -u ‹w›:@@ https://example.org/‹w›", "<user name=\"‹w›\" password=\"@@\"/>", "ADMIN_PASS='@@'", "  password: '@@' # change me", "WLAN-Passwort: @@", "wifi password is @@"}
	assigned  = []string{"//registry.example.org/:_authToken=@@", "os.environ[\"SERVICE_API_KEY\"] = \"@@\"", "<add key=\"ApiSecret\" value=\"@@\" />", "      - API_TOKEN=@@", "Ocp-Apim-Subscription-Key: @@", "X-Auth-Token: @@", "$secretKey = '@@';", "secret_access_key: @@", "static final String API_KEY = \"@@\";", "jwt.secret=@@", "SESSION_SECRET: @@", "var accessToken = '@@';", "consumer_secret => '@@',", "CLIENT_SECRET=\"@@\"", "signing_key = \"@@\""}
	links     = []string{"postgresql+psycopg2://‹w›:@@@‹host›/‹w›", "mongodb://‹w›:@@@a.example.org:27017,b.example.org:27017/‹w›?replicaSet=rs0", "redis-cli -u redis://default:@@@cache.example.org:6380", "https://elastic:@@@es.example.org:9200/_cat", "Data Source=db.example.org;Initial Catalog=‹w›;Uid=‹w›;Pwd=@@;", "jdbc:mysql://db.example.org/‹w›?user=‹w›&password=@@&useSSL=true", "CELERY_BROKER_URL=amqp://‹w›:@@@mq.example.org:5672//", "Driver={ODBC Driver 18};Server=db.example.org;UID=‹w›;PWD=@@", "mysql://‹w›:@@@db.example.org/‹w›"}
	signed    = []string{"https://‹w›.blob.example.net/‹w›?sv=2021-08-06&se=2024-01-01&sr=b&sp=r&sig=@@", "SharedAccessSignature sr=‹w›.example.net&sig=@@&se=‹d10›&skn=root", "?sv=2022-11-02&ss=b&srt=sco&sp=rwdlac&se=2030-01-01T00:00:00Z&spr=https&sig=@@"}
)

func secretKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "secret/" + name, Step: "redact.secrets", Langs: []string{"en", "es", "en", "pl", "en", "ja", "en", "da"}, Plant: plant}
	}
	signature := func(r *garble.Rand) string {
		return r.Of(garble.Alnum, 20) + "%2B" + r.Of(garble.Alnum, 18) + "%2F" + r.Of(garble.Alnum, 3) + "%3D"
	}
	pair := func(r *garble.Rand) string {
		return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s-%s:%s", r.Word(), r.Number(3), r.Of(garble.Alnum, 16)))
	}
	guard := func(r *garble.Rand) string { return base64.StdEncoding.EncodeToString(r.Bytes(32)) }
	return []garble.Kind{
		kind("vendor-token", garble.PlantTokens(lines, vendorToken)), kind("private-key", plantKey), kind("password", garble.PlantSettings(passwords, shapes("‹W›‹d3›!‹W›", "‹a4›-‹a4›-‹a4›", "‹a13›", "‹w›%‹d4›‹S2›", "‹a7›$‹a4›"))),
		kind("assigned", garble.PlantSettings(assigned, shapes("‹a43›", "‹x48›", "‹b42›==", "‹a20›-‹a20›", "‹uuid›"))), kind("connection", garble.PlantSettings(links, shapes("‹a14›", "‹w›‹d3›‹a6›", "‹a9›%23‹a4›"))), kind("signed", garble.PlantSettings(signed, signature)),
		kind("basic", garble.PlantSettings([]string{"authorization: basic @@", "-H \"Authorization: Basic @@\"", "\"auths\": {\"https://registry.example.org/v1/\": {\"auth\": \"@@\"}}"}, pair)), kind("tunnel", garble.PlantSettings([]string{"PrivateKey = @@", "PresharedKey = @@"}, guard)),
	}
}
