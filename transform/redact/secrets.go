package redact

import (
	"slices"

	"github.com/tamis-data/tamis/transform"
)

// Secrets is the transform redact.secrets.
var Secrets = transform.Spec{
	Name:    "redact.secrets",
	Summary: "Masks keys, tokens and passwords: by the published forms of their issuers and by the names before them",
	Doc:     secretsDoc,
	Params: append([]transform.Param{
		{Name: "kinds", Type: transform.ParamStrings, Default: []string{}, Enum: secretKinds(), Doc: "What is looked for; `[]` for all kinds."},
		{Name: "entropy", Type: transform.ParamFloat, Default: 3.2, Min: transform.Bound(0), Max: transform.Bound(6),
			Doc: "Bits a character that a value behind a name as `api_key` must have where no form is known; words have about 3, random Base64 has above 4."},
	}, maskParams...),
	Short:   "kinds",
	On:      transform.OnProse,
	Kinds:   wantedSecrets,
	Private: func(transform.Args) bool { return true },
	Check: func(a transform.Args) []transform.Fault {
		return append(twice(a.Strings("kinds")), checkMask(newSecrets(a))...)
	},
	EditsText: true,
	Version:   1,
	New:       func(a transform.Args) (transform.Step, error) { return newSecrets(a), nil },
	Examples: []transform.Example{
		{Note: "A token of a known form, wherever it stands.",
			Docs:  []string{"git clone https://ghp_q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo@github.com/ada/ropes"},
			Gives: []string{"git clone https://<github-token>@github.com/ada/ropes"}},
		{Note: "Passwords in a URL and in an assignment; what only stands for one is left.",
			Docs:  []string{"postgres://gate:Tr0ub4dor-3@db.example.net/gate\npassword = \"correct-h0rse\"\npassword = os.environ[\"PASSWORD\"]\napi_key: <your-key>\n"},
			Gives: []string{"postgres://gate:<url-password>@db.example.net/gate\npassword = \"<password>\"\npassword = os.environ[\"PASSWORD\"]\napi_key: <your-key>\n"}},
		{Note: "A private key goes as a whole.",
			Docs:  []string{"-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5IGF0IGFsbCwganVzdCBhIHNlbnRlbmNl\n-----END PRIVATE KEY-----\nKeep it safe."},
			Gives: []string{"<private-key>\nKeep it safe."}},
		{Note: "In sentences and on command lines.",
			Docs:  []string{"La contraseña es Zx9!kk27.", "curl -u ada:Zx9!kk27 https://example.org/", "The password must have 8 characters."},
			Gives: []string{"La contraseña es <password>.", "curl -u ada:<password> https://example.org/", "The password must have 8 characters."}},
		{Note: "Only some kinds.", Args: "[jwt]",
			Docs:  []string{"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLW9mLW5vYm9keQ and ghp_q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo"},
			Gives: []string{"<jwt> and ghp_q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo"}},
	},
}

const secretsDoc = `Four ways to know a secret:

- the form that its issuer publishes: a prefix, lengths, an alphabet, and where there is one the
  checksum (GitHub and npm, Bitcoin keys, age keys, the header of a JSON web token). A token whose
  checksum is wrong or that has none must be random: three bits of entropy a character;
- a private key in PEM, with or without its end, quoted, with escaped line feeds or in Base64, of PuTTY,
  SSH2 or PGP, the private parts of a JSON web key, a password's hash;
- user:password@ in a URL, ` + "`Authorization: Bearer`" + ` and ` + "`Basic`" + `;
- a name that ends in password, secret, token, api_key and the like, in thirty languages: before ` + "`=`, `:`, `=>`" + `,
  in XML, behind a flag (` + "`--token`, `mysql -p…`, `curl -u user:…`" + `), in a call, in ` + "`IDENTIFIED BY`" + `, or in a sentence
  as "the password is …", with a value that is none of these: a placeholder (` + "`xxxx`, `<your-key>`, `${KEY}`, `changeme`" + `),
  a word, a variable, a call, a path, a UUID that is not random.

A token of an issuer that has no rule is taken where a short prefix stands before twenty or more random
characters, as ` + "`acme_live_…`" + `; one whose prefix is known also at another length; and 32 to 88 characters of Base64
in a sentence that says nothing of digests or public keys. The URL of a webhook goes as a whole, host included, since
whoever has it can call it: of a known form, or a URL with a word as webhook in its host or path and something random behind it. Public keys, certificates, key ids and the hashes of
files are no secrets.`

// secretKinds lists all kinds, in the order of the rules; the book of the rules is not made for it,
// since every start of tamis needs the list.
func secretKinds() []string {
	var kinds []string
	for _, r := range secretRules {
		if len(kinds) == 0 || kinds[len(kinds)-1] != r.kind {
			kinds = append(kinds, r.kind)
		}
	}
	return append(kinds, kindPrivateKey, kindURLPassword, kindPassword, kindBearer, kindTelegram, kindWebhook, kindGeneric)
}

func wantedSecrets(a transform.Args) []string {
	if kinds := a.Strings("kinds"); len(kinds) > 0 {
		return kinds
	}
	return secretKinds()
}

// unwanted is the index of kinds that are not to be found.
const unwanted = 255

func newSecrets(a transform.Args) *masker {
	book, kinds := secrets(), wantedSecrets(a)
	least := int(a.Float("entropy") * 1000)
	index := make([]uint8, len(book.kinds))
	for i, kind := range book.kinds {
		index[i] = unwanted
		if k := slices.Index(kinds, kind); k >= 0 {
			index[i] = uint8(k)
		}
	}
	return newMasker(a, kinds, func(found []finding, s string) []finding {
		from := len(found)
		x := secretScan{secretBook: book, least: least, s: s, out: found}
		out := x.find()
		kept := out[:from]
		for _, f := range out[from:] {
			if f.kind = index[f.kind]; f.kind != unwanted {
				kept = append(kept, f)
			}
		}
		return kept
	})
}
