package filter

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// Where the registered domain begins, as tldextract 5 with the suffixes of registries alone has it.
func TestRegistered(t *testing.T) {
	for host, want := range map[string]string{
		"WWW.Foo.CO.UK": "Foo.CO.UK", "x.blogspot.com": "blogspot.com", "a.github.io": "github.io", "localhost": "", "1.2.3.4": "", "foo.unknowntld": "",
		"a.b.kawasaki.jp": "a.b.kawasaki.jp", "x.city.kawasaki.jp": "city.kawasaki.jp", "kawasaki.jp": "kawasaki.jp", "com": "", "co.uk": "", "": "", ".": "", "..com": ".com",
		"xn--85x722f.xn--55qx5d.cn": "xn--85x722f.xn--55qx5d.cn", "食狮.公司.cn": "食狮.公司.cn", "a.食狮.公司.cn": "食狮.公司.cn", "[::1]": "",
	} {
		got := ""
		if at := registered(host); at >= 0 {
			got = host[at:]
		}
		if got != want {
			t.Errorf("%q has the registered domain %q, not %q", host, got, want)
		}
	}
}

func TestHostOf(t *testing.T) {
	for u, want := range map[string]string{
		"http://User:pw@WWW.Foo.CO.UK:80/a@b": "WWW.Foo.CO.UK", "//a.b.com/x": "a.b.com", "example.com/p?q": "example.com", "http://foo.com./": "foo.com",
		"mailto:a@b.com": "b.com", "http://[::1]:8/x": "[::1]", "http:": "http", "": "", "x//y.example/": "x", "http://h?//z": "h", "http://日本。jp": "日本。jp",
	} {
		authority, _ := splitURL(u)
		if got, _ := hostPort(authority); got != want {
			t.Errorf("%q has the host %q, not %q", u, got, want)
		}
	}
}

func TestTokensOfURL(t *testing.T) {
	for u, want := range map[string]string{
		"https://A.example/B_c?d=%C3%A9t%C3%A9#%41%4": " a example b c d été a 4 ", "http://xn--b1agh1afp.example/x": " привет example x ",
		"": " ", "http://e.example/%zz%C3(%C3%A9%": " e example zz é ", "a%E2%82%ACb": " a b ", "K\u212A/ſS": " kk ss ",
	} {
		if got := string(appendTokens(nil, u)); got != want {
			t.Errorf("%q has the words %q, not %q", u, got, want)
		}
	}
}

// urlLists are the lists of the tests by generated urls.
var urlLists = map[string]string{
	"domains.txt": "spam.example\nbad.co.uk\n.example.com\nx.bad.example.org:8080\nblogspot.com\na.b.c.example.net\n",
	"urls.txt":    "http://ok.example/page\nhttps://a.example.com/x/\n",
	"strict.txt":  "badword\nnasty\n",
	"hard.txt":    "casino\npoker\n# no entry\n\n",
	"soft.txt":    "cheap\npills\nshop\n",
}

const urlArgs = "domains: domains.txt, strict: strict.txt, hard: hard.txt, soft: soft.txt"

func randomURL(r *rand.Rand) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var b strings.Builder
	b.WriteString(pick("http://", "https://", "HTTP://", "//", "", "x!y://", "http://me@"))
	b.WriteString(pick("", "www.", "a.", "X.", "www.b.", "shop-"))
	b.WriteString(pick("spam.example", "Spam.Example", "bad.co.uk", "x.bad.co.uk", "example.com", "bad.example.org", "y.blogspot.com", "notspam.example", "c.example.net", "b.c.example.net", "ok.example", "bad-word.example"))
	b.WriteString(pick("", "", ":80", ":8080"))
	for range r.IntN(6) {
		b.WriteString(pick("/", "-", "_", ".", "?q=", "%20", "é", "/"))
		b.WriteString(pick("casino", "Casino", "POKER", "cheap", "Cheap", "pills", "shop", "badword", "na-sty", "na.sty", "nas/ty", "page", "x", "scheap", "été", ""))
	}
	return b.String()
}

func textsOf(list string, form func(string) string) (out []string) {
	for _, line := range strings.Split(urlLists[list], "\n") {
		if line != "" && line[0] != '#' {
			out = append(out, form(line))
		}
	}
	return out
}

func same(s string) string { return s }

var noWord = regexp.MustCompile(`[^a-zA-Z0-9]+`)

// urlOracle is the rule by which a definition drops a url, "" for none, in the plainest way.
func urlOracle(definition, u string) string {
	if definition == "dclm" {
		return dclmOracle(u)
	}
	authority, _ := splitURL(u)
	host, _ := hostPort(authority)
	if at := registered(host); at >= 0 && (slices.Contains(textsOf("domains.txt", same), host) || slices.Contains(textsOf("domains.txt", same), host[at:])) {
		return "domain"
	}
	words := noWord.Split(u, -1)
	soft := countOf(textsOf("soft.txt", same), func(w string) bool { return slices.Contains(words, w) })
	squeezed := strings.ToLower(noWord.ReplaceAllString(u, ""))
	switch {
	case slices.ContainsFunc(textsOf("hard.txt", same), func(w string) bool { return slices.Contains(words, w) }):
		return "hard"
	case soft >= 2:
		return "soft"
	case slices.ContainsFunc(textsOf("strict.txt", same), func(w string) bool { return strings.Contains(squeezed, w) }):
		return "strict"
	}
	return ""
}

var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// dclmOracle: no word of the test's lists is part of another one, so that Go's \b on ASCII beside letters does, where é counts as one.
func dclmOracle(u string) string {
	place := scheme.ReplaceAllString(u, "")
	host := ""
	if strings.HasPrefix(place, "//") {
		host = regexp.MustCompile(`[/?#].*`).ReplaceAllString(place[2:], "")
	}
	host = strings.ReplaceAll(strings.ToLower(host), "www", "")
	low := strings.ToLower(u)
	glued := strings.NewReplacer("-", "", ".", "").Replace(low)
	apart := func(w string) bool {
		return regexp.MustCompile(`\b` + w + `\b`).MatchString(strings.ReplaceAll(low, "é", "e"))
	}
	switch {
	case slices.Contains(textsOf("domains.txt", strings.ToLower), host):
		return "domain"
	case slices.ContainsFunc(textsOf("strict.txt", same), func(w string) bool { return strings.Contains(glued, w) }):
		return "strict"
	case slices.ContainsFunc(textsOf("hard.txt", same), apart):
		return "hard"
	case countOf(textsOf("soft.txt", same), apart) >= 2:
		return "soft"
	}
	return ""
}

func TestURLAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	for _, definition := range []string{"datatrove", "dclm"} {
		var texts, given, urls []string
		for range 4000 {
			u := randomURL(r)
			urls, texts, given = append(urls, u), append(texts, "x"), append(given, `url="`+u+`"`)
		}
		set := steptest.NewWith(t, URL, "{definition: "+definition+", "+urlArgs+"}", texts, given, urlLists)
		docs, rules := set.Docs(), map[string]int{}
		if err := set.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		for i := range docs {
			got := ""
			if docs[i].Reject != nil {
				got = docs[i].Reject.Rule
			}
			rules[got]++
			if want := urlOracle(definition, urls[i]); got != want {
				t.Fatalf("%s drops %q by %q, not %q", definition, urls[i], got, want)
			}
		}
		if len(rules) != 5 {
			t.Errorf("%s: rules that were tried are %v", definition, rules)
		}
	}
}

// The same page by another way of writing it has the same fate.
func TestURLsAreReadAlike(t *testing.T) {
	files := map[string]string{"l": "Münze.example\nhttps://page.example/a/B/\nhttp://xn--e1afmkfd.example/x\nad hominem\n"}
	for args, cases := range map[string]map[string]bool{
		"{domains: l}": {"http://MÜNZE.example:80/x": true, "http://xn--mnze-0ra.example": true, "http://a.b.münze.example.": true, "http://amünze.example": false, "http://page.example/": true, "example": false},
		"{urls: l}": {"http://me@PAGE.example:443/a/B#x": true, "https://page.example/a/b": false, "page.example/a/B": true, "https://page.example:8/a/B": false,
			"http://пример.example/x/": true, "http://пример.example/": false},
		"{hard: l}": {"http://x.example/ad-hominem": true, "http://x.example/bad-hominem": false, "http://ad.hominem.example/": true, "http://x.example/M%C3%BCnze.Example": true},
	} {
		for u, drop := range cases {
			set := steptest.NewWith(t, URL, args, []string{"x"}, []string{`url="` + u + `"`}, files)
			docs := set.Docs()
			if err := set.Run(docs, nil); err != nil || docs[0].Kept() == drop {
				t.Errorf("%s %s: kept %v, %v", args, u, docs[0].Kept(), err)
			}
		}
	}
}

// The reason names the line of the list; a document without a url passes or fails as the recipe says.
func TestURLReasons(t *testing.T) {
	set := steptest.NewWith(t, URL, "{"+urlArgs+", without_url: drop}", []string{"a", "b", "c", "d"},
		[]string{"url=null", `url=" "`, `url="http://x.example/poker-cheap-pills"`, `url="http://x.spam.example/"`}, urlLists)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	wantOutcomes(t, docs, "no-url value=1 threshold=0", "no-url value=1 threshold=0", "hard value=1 threshold=0 (line 2 of hard)", "domain value=1 threshold=0 (line 1 of domains)")
	if m := metricsOf(set, &docs[2]); m["soft_words"] != 2 {
		t.Errorf("metrics are %v", m)
	}
}

func TestURLFaults(t *testing.T) {
	for args, want := range map[string]string{
		"":                                "filter.url names no list of what to drop",
		"{definition: dclm, urls: l}":     "definition dclm has no list of urls",
		"{domains: absent}":               "filter.url: list absent: there is no such file",
		"{hard: broken}":                  "filter.url: list broken: line 2 is not UTF-8",
		"{soft: long}":                    "filter.url: list long: line 1 has more than the 256 bytes that an entry may have",
		"{strict: l, hard: marks}":        "filter.url: list marks: none of its entries has a letter or digit",
		"{domains: none}":                 "filter.url: list none: it has no entry, only empty lines and comments",
		"{domains: l, soft: nil}":         "filter.url: list nil: it is empty",
		"{domains: l, soft_count: 0}":     "soft_count must be at least 1",
		"{domains: l, on: [text, title]}": "filter.url measures one column, and `on` names 2",
	} {
		_, problems := steptest.PlanWith(URL, args, []string{"x"}, nil, map[string]string{"l": "a\n", "broken": "a\n\xff\n", "long": strings.Repeat("a", 257), "marks": "--\n", "none": "\uFEFF# a\n\n \n", "nil": ""})
		if !slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Message == want }) {
			t.Errorf("%s: %v", args, problems)
		}
	}
}

// No document costs memory, and none takes long.
func TestURLOfAnySize(t *testing.T) {
	for definition := range urlReadings {
		args := transform.Args{Values: map[string]any{"definition": definition, "without_url": "keep"}}
		for name, list := range urlLists {
			args.Values[strings.TrimSuffix(name, ".txt")] = []byte(list)
		}
		f, err := newURLFilter(args)
		if err != nil {
			t.Fatal(err)
		}
		var v text.View
		var m sheet
		for _, u := range []string{"", " ", "a", "%", "//", "http://" + strings.Repeat("a.", 5<<20), strings.Repeat("%C3", 1<<18), strings.Repeat("cheap-", 1<<18), strings.Repeat("é.", 1<<18)} {
			v.Show(u)
			f.measure(&v, &m)
		}
		u := "https://user@www.shop.example:8080/cheap-things/%C3%A9t%C3%A9?page=casino"
		most := 0.0
		if definition == "datatrove" {
			most = 1 // the list of public suffixes asks for an address of numbers first, whose error is one
		}
		if n := testing.AllocsPerRun(100, func() { v.Show(u); f.measure(&v, &m) }); n > most {
			t.Errorf("%s allocates %v times for a url", definition, n)
		}
	}
}
