package redact

import (
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestSecrets(t *testing.T) {
	gives(t, Secrets, "", [][2]string{
		{"export GH=ghp_q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo", "export GH=<github-token>"},
		{"AKIAQ3EGWXYZ5RVJT2LB is a key, AKIAIOSFODNN7EXAMPLE is none", "<aws-access-key> is a key, AKIAIOSFODNN7EXAMPLE is none"},
		{"https://hooks.slack.com/services/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", "<slack-webhook>"},
		{"5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hS", "<bitcoin-key>"},
		{"5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hT", unchanged},
		{"bot 123456789:AAq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0", "bot <telegram-token>"},
		{"b7e23ec29af22b0b4e41da31e868d572-us14", "<mailchimp-key>"},
		{"ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, sk_live_YOUR_KEY, npm_EXAMPLEexampleEXAMPLEexampleEXAMPLEexam", unchanged},
		{"glpat-short, AIza, eyJ.eyJ.x, SG.a.b, hf_transformers_library_for_models", unchanged},
		{"-----BEGIN CERTIFICATE-----\nTUlJQmpqQ0NBVFNnQXdJQkFnSUpBTA==\n-----END CERTIFICATE-----", unchanged},
		{"---- BEGIN PRIVATE KEY", unchanged}, // the fuzzer's: no dashes behind
		{"-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----", unchanged},
		{"-----BEGIN RSA PRIVATE KEY-----\nTUlJQmpqQ0NBVFNnQXdJQkFnSUpBTA\nQUFBQmJiYkNjY0NERERkZGRFRUVlZWVGRg\nand so on", "<private-key>\nand so on"},
		{`"key": "-----BEGIN PRIVATE KEY-----\nTUlJQmpqQ0NBVFNnQXdJQkFnSUpBTA==\n-----END PRIVATE KEY-----\n"`, `"key": "<private-key>\n"`},
	})
}

func TestSecretsAssigned(t *testing.T) {
	gives(t, Secrets, "", [][2]string{
		{"password: hunter2", "password: <password>"},
		{"DB_PASSWORD=s3cr3t-Pa55", "DB_PASSWORD=<password>"},
		{`{"password": "Zx9!kk-27"}`, `{"password": "<password>"}`},
		{`{\"passwd\": \"Zx9!kk-27\"}`, `{\"passwd\": \"<password>\"}`},
		{"<password>Zx9!kk-27</password>", "<password><password></password>"},
		{"Server=db;User Id=gate;Password=Zx9kk27q;", "Server=db;User Id=gate;Password=<password>;"},
		{"Passwort: Zx9!kk27, 我的密码：Zx9!kk27", "Passwort: <password>, 我的密码：<password>"},
		{"пароль: Zx9!kk27", "пароль: <password>"},
		{"api_key = \"q7ZtR2mVx9LsB4nKc8WdYh3P\"", "api_key = \"<secret>\""},
		{"clientSecret: 'q7ZtR2mVx9LsB4nKc8WdYh3P'", "clientSecret: '<secret>'"},
		{"AWS_SECRET_ACCESS_KEY=q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo/+Az", "AWS_SECRET_ACCESS_KEY=<secret>"},
		{"Authorization: Bearer q7ZtR2mVx9LsB4nKc8WdYh3P", "Authorization: Bearer <authorization>"},
		{"curl -H 'Authorization: Basic YWRhOlp4OSFray0yNw=='", "curl -H 'Authorization: Basic <authorization>'"},
		{"redis://:Zx9kk27q@cache:6379/0", "redis://:<url-password>@cache:6379/0"},
	})
}

func TestSecretsPlaceholders(t *testing.T) {
	gives(t, Secrets, "", [][2]string{
		{"password: ${PASSWORD}", unchanged}, {"password = os.environ[\"DB_PASS1\"]", unchanged}, {"password: <your-password>", unchanged},
		{"password: changeme", unchanged}, {"password=password123", unchanged}, {"password: ********", unchanged}, {"password = getPassword1()", unchanged},
		{"Password string `json:\"password\"`", unchanged}, {"password: {{ .Values.password1 }}", unchanged}, {"api_key: YOUR_API_KEY_123", unchanged},
		{"token = tokens[0]", unchanged}, {"token: 0123456789abcdef", unchanged}, {"secret: xxxxxxxxxxxxxxxxxxxx", unchanged}, {"token_count: 1048576000000000", unchanged},
		{"PrivateKey: testRSA2048PrivateKey", unchanged}, {"key: q7ZtR2mVx9LsB4nKc8WdYh3P", unchanged}, {"compass: north99west-x", unchanged},
		{"--- PASS: TestMask (0.01s)", unchanged}, {"the password: minimum of eight", unchanged}, {"api_key=/run/secrets/api_key_2024", unchanged},
		{"secret: 123e4567-e89b-12d3-a456-426614174000", unchanged}, {"http://user:pass@host, ftp://%s:%s@%s", unchanged}, {"https://example.org:8080/@ada", unchanged},
		{"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", unchanged},
	})
}

// token makes a text of a shape, digits and letters mixed.
func (m maker) token(sh shape) string {
	var b strings.Builder
	for _, p := range sh.parts {
		b.WriteString(p.literal)
		if p.literal != "" {
			continue
		}
		var set []byte
		for c := range 256 {
			if p.class[c] && (c != '_' && c != '-' && c != '.' && c != '~') {
				set = append(set, byte(c))
			}
		}
		b.WriteString(m.of(string(set), p.min+m.IntN(min(p.max, p.min+8)-p.min+1)))
	}
	return b.String()
}

var secretFrames = []string{"%s", "the token %s leaked", "TOKEN=%s", "\"%s\",", "x: '%s'", "(%s)", "see %s.", "`%s`", "Authorization: token %s\n", "https://example.org/?t=%s&x=1"}

// Every rule finds what follows its shape, and takes all of it.
func TestSecretShapes(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(3, 4))}
	step, book := masked(t, Secrets, ""), secrets()
	hit, missed := 0, 0
	for i, sh := range book.shapes {
		if book.rules[i].must || book.rules[i].entropy == 0 {
			continue // random texts have no right checksum
		}
		for range 20 {
			token, frame := m.token(sh), secretFrames[m.IntN(len(secretFrames))]
			s := fmt.Sprintf(frame, token)
			start := strings.Index(s, token)
			found := 0
			for _, f := range step.find(nil, s) {
				found += max(0, min(f.end, strings.Index(s, token)+len(token))-max(f.start, start))
			}
			if found < strings.Index(s, token)+len(token)-start {
				missed++
				t.Logf("%s: missed in %q", book.rules[i].shape, s)
			} else {
				hit++
			}
		}
	}
	if missed*100 > hit*3 {
		t.Errorf("found %d, missed %d", hit, missed)
	}
}

func TestSecretKinds(t *testing.T) {
	kinds := map[string]bool{}
	for _, k := range secretKinds() {
		if kinds[k] {
			t.Errorf("%s stands twice: rules of a kind stand together", k)
		}
		kinds[k] = true
	}
	if len(kinds) < 60 || len(kinds) > 200 {
		t.Errorf("%d kinds", len(kinds))
	}
}

// A token with the right checksum is taken even where it looks like an example.
func TestSecretChecksum(t *testing.T) {
	body := "00000000000000000000000000000" + "A"
	gives(t, Secrets, "[github-token]", [][2]string{{"ghp_" + crcOf(body), "<github-token>"}, {"ghp_" + body + "AAAAAA", unchanged}})
}

// crcOf appends the checksum that ends GitHub's tokens.
func crcOf(body string) string {
	sum, out := crc32.ChecksumIEEE([]byte(body)), [6]byte{}
	for i := 5; i >= 0; i-- {
		out[i] = base62Set[sum%62]
		sum /= 62
	}
	return body + string(out[:])
}

func TestEntropy(t *testing.T) {
	for s, want := range map[string]int{"": 0, "aaaa": 0, "ab": 1000, "abcd": 2000, "aabbccdd": 2000, "0123456789abcdef": 4000} {
		if got := entropy(s); got < want-2 || got > want+2 {
			t.Errorf("entropy of %q is %d, not %d", s, got, want)
		}
	}
}
