package garble

import (
	"encoding/base64"
	"fmt"
	"hash/crc32"
	"math/big"
	"strings"
)

// Secrets are put together here from parts: a prefix and what is drawn. None was ever given out.

// GitHub returns a token as GitHub has made them since 2021: the last six characters are a checksum.
func GitHub(r *Rand, prefix string) string {
	body := r.Of(Alnum, 30)
	sum := big.NewInt(int64(crc32.ChecksumIEEE([]byte(body)))).Text(62)
	swapped := strings.Map(swapCase, sum) // big has small letters first, GitHub capitals
	return prefix + "_" + body + strings.Repeat("0", 6-len(swapped)) + swapped
}

func swapCase(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return r - 'a' + 'A'
	case r >= 'A' && r <= 'Z':
		return r - 'A' + 'a'
	}
	return r
}

// JWT returns a signed token whose payload names a number alone.
func JWT(r *Rand, alg string) string {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	payload := fmt.Sprintf(`{"sub":"%s","iat":%s}`, r.Number(8), r.Number(10))
	return part(`{"alg":"`+alg+`","typ":"JWT"}`) + "." + part(payload) + "." + base64.RawURLEncoding.EncodeToString(r.Bytes(32))
}

// PEM returns a block that looks like a private key.
func PEM(r *Rand, name string) string {
	name += " KEY-----"
	body := base64.StdEncoding.EncodeToString(r.Bytes(r.Between(200, 600)))
	return "-----BEGIN " + name + "\n" + Grouped(body, "\n", 64) + "\n-----END " + name
}

// vendorTokens have a shape that tells who gave them out.
var vendorTokens = []string{
	"AKIA‹S16›", "glpat-‹a20›", "xox" + "b-‹d12›-‹d12›-‹a24›", "sk_" + "live_‹a24›", "AIza‹a35›", "npm_‹a36›", "hf_‹a34›",
	"SG.‹a22›.‹a43›", "dop_v1_‹x64›", "shpat_‹x32›", "SK‹x32›", "pypi-AgEIcHlwaS5vcmc‹a70›",
}

func vendorToken(r *Rand) string {
	switch r.IntN(4) {
	case 0:
		return GitHub(r, Pick(r, []string{"ghp", "gho", "ghs"}))
	case 1:
		return JWT(r, "HS256")
	}
	return r.Shapes(vendorTokens)
}

var secretLines = []string{"The token is @@ and it must be changed today.", "He pasted @@ into the chat.", "Authorization: Bearer @@", "export TOKEN=@@", "token: \"@@\"", "Use @@ for the test, please."}

// Lines of settings: the value at @@ is the secret; the rest of the line may go with it.
var (
	passwordLines   = []string{`password = "@@"`, "DB_PASSWORD=@@", "passwd: @@", `"password": "@@",`, "--password=@@"}
	assignedLines   = []string{`api_key = "@@"`, "SECRET_KEY=@@", `"client_secret": "@@"`, "aws_secret_access_key = @@", "auth_token: '@@'", `apiKey: "@@",`}
	connectionLines = []string{"postgres://‹w›:@@@db.example.org:5432/‹w›", "mongodb+srv://‹w›:@@@‹w›.example.net/‹w›", "redis://:@@@cache.example.com:6379/0", "amqp://‹w›:@@@mq.example.org/", "DATABASE_URL=mysql://‹w›:@@@example.org/‹w›"}
)

// PlantSettings adds blocks of one line that hold a secret.
func PlantSettings(lines []string, draw func(r *Rand) string) func(p *Page) {
	return func(p *Page) {
		for range p.Rand.Between(1, 2) {
			before, after, _ := strings.Cut(p.Rand.Shapes(lines), "@@")
			p.CarryBlock(before, draw(p.Rand), after, len(before), len(after), true)
		}
	}
}

// PlantTokens adds sentences that hold a token.
func PlantTokens(lines []string, draw func(r *Rand) string) func(p *Page) {
	return func(p *Page) {
		for range p.Rand.Between(1, 2) {
			line := Pick(p.Rand, lines)
			before, after, _ := strings.Cut(line, "@@")
			if !strings.ContainsAny(line, "=:") {
				p.Carry(before, draw(p.Rand), after, 0, 0)
				continue
			}
			p.Carry(before, draw(p.Rand), after, len(before), len(after)) // a setting: all of it may go
		}
	}
}

func secretKinds() []Kind {
	kind := func(name string, plant func(p *Page)) Kind {
		return Kind{Name: "secret/" + name, Step: "redact.secrets", Langs: []string{"en", "de", "en", "ru", "en", "fr"}, Plant: plant}
	}
	password := func(r *Rand) string {
		return r.Shapes([]string{"‹a6›!‹a5›", "‹W›-‹d3›-‹W›", "‹a12›", "‹a4›#‹a6›?"})
	}
	strong := func(r *Rand) string { return r.Shapes([]string{"‹a32›", "‹b40›", "‹x40›", "‹a24›"}) }
	plain := func(r *Rand) string { return r.Of(Alnum, 14) }
	pem := func(p *Page) {
		names := []string{"RSA PRIVATE", "EC PRIVATE", "PRIVATE", "OPENSSH PRIVATE"}
		p.CarryBlock("", PEM(p.Rand, Pick(p.Rand, names)), "", 0, 0, true)
	}
	return []Kind{
		kind("vendor-token", PlantTokens(secretLines, vendorToken)), kind("private-key", pem), kind("password", PlantSettings(passwordLines, password)),
		kind("assigned", PlantSettings(assignedLines, strong)), kind("connection", PlantSettings(connectionLines, plain)),
	}
}
