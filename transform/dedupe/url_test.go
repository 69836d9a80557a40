package dedupe

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func urlOf(names, s string) string { return string(newURLForm(strings.Fields(names)).append(nil, s)) }

func TestURLs(t *testing.T) {
	for _, c := range []struct{ names, url, want string }{
		{"syntax", "HTTP://User@EXAMPLE.org:80", "http://User@example.org/"},
		{"syntax", "https://example.org:0443/A/b", "https://example.org/A/b"},
		{"syntax", "https://example.org:/a", "https://example.org/a"},
		{"syntax", "https://example.org:8443/a", "https://example.org:8443/a"},
		{"syntax", "http://[2001:DB8::A]:80/x", "http://[2001:db8::a]/x"},
		{"syntax", "https://example.org/%7efoo/%c3%a9/%2f?q=%e2", "https://example.org/~foo/%C3%A9/%2F?q=%E2"},
		{"syntax", "https://example.org/café", "https://example.org/caf%C3%A9"},
		{"syntax", "https://example.org/100%/a b", "https://example.org/100%/a%20b"},
		{"syntax", "https://example.org/a/./b/../../c/..", "https://example.org/"},
		{"syntax", "https://example.org/../../a/.", "https://example.org/a/"},
		{"syntax", "https://example.org/a/%2e%2e/b", "https://example.org/b"},
		{"syntax", "https://xn--mnchen-3ya.example/", "https://münchen.example/"},
		{"syntax", "https://MÜNCHEN。example/", "https://münchen.example/"},
		{"syntax", "https://m%C3%BCnchen.example/", "https://münchen.example/"},
		{"syntax", "https://xn--99999999.example/", "https://xn--99999999.example/"},
		{"syntax", "https://xn---tda.example/", "https://xn---tda.example/"},
		{"syntax", "https://İa.example/", "https://i\u0307a.example/"},
		{"syntax", "http://example.org?a=1#b", "http://example.org/?a=1#b"},
		{"fragment", "http://Example.org/a#b", "http://Example.org/a"},
		{"fragment", "http://example.org/#!/a", "http://example.org/#!/a"},
		{"tracking", "http://example.org/a?utm_source=x&id=3&FBCLID=2&gclid", "http://example.org/a?id=3"},
		{"tracking", "http://example.org/a?utm_source=x", "http://example.org/a"},
		{"scheme", "http://example.org/a", "https://example.org/a"},
		{"syntax scheme", "http://example.org:80/a", "https://example.org/a"},
		{"www", "http://www.example.org/a", "http://example.org/a"},
		{"slash", "http://example.org/a//", "http://example.org/a"},
		{"slash", "http://example.org/", "http://example.org/"},
		{"index slash", "http://example.org/a/Index.HTML?x", "http://example.org/a?x"},
		{"index slash", "http://example.org/a/index.html/", "http://example.org/a"},
		{"tracking", "http://example.org/a?__s=1&_s=2", "http://example.org/a?_s=2"},
		{"query", "http://example.org/a?b=2&a=1&&b=1", "http://example.org/a?a=1&b=2&b=1"},
		{"syntax fragment", "Title: a://", "Title: a://"},
		{"syntax", "//example.org/A", "//example.org/A"},
		{"syntax", "mailto:a@EXAMPLE.org", "mailto:a@EXAMPLE.org"},
		{"", "HTTP://EXAMPLE.org", "HTTP://EXAMPLE.org"},
	} {
		if got := urlOf(c.names, c.url); got != c.want {
			t.Errorf("%s of %s is %s, want %s", c.names, c.url, got, c.want)
		}
	}
}

// Samples of RFC 3492 §7.1, and names that are none.
func TestUnpuny(t *testing.T) {
	for coded, want := range map[string]string{"ihqwcrb4cv8a8dqg056pqjye": "他们为什么不说中文", "bcher-kva": "bücher", "e1afmkfd": "пример",
		"bcher-": "", "9": "", "-tda": "", "tda": "ü", "zzzzzzzzzzzzzzzzzzzzzzzz": "", "Mnchen-3ya": ""} {
		got, ok := unpuny(coded)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%s is %q, %v", coded, got, ok)
		}
	}
}

// The form of a form is the form itself, whatever is asked for.
func TestURLFormsStay(t *testing.T) {
	parts := []string{"http", "HTTPS", "://", "//", "/", ":", ":80", ":0", "@", "?", "#", "&", "=", ".", "..", "%", "%2e", "%2F", "%c3", "%A9", "é", "É", "。", "xn--", "XN--mnchen-3ya",
		"www.", "index.html", "utm_a", "gclid", "a", "B", " ", "[", "]", "\\", "ß", "İ", "fi", "\x00", "#!", "example.org"}
	rapid.Check(t, func(t *rapid.T) {
		f := newURLForm(rapid.SliceOf(rapid.SampledFrom(urlNames())).Draw(t, "names"))
		s := rapid.SampledFrom([]string{"", "http://", "HTTPS://example.org"}).Draw(t, "start") +
			strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 14).Draw(t, "parts"), "")
		once := string(f.append(nil, s))
		if twice := string(f.append(nil, once)); twice != once {
			t.Fatalf("%+v of %q is %q and then %q", f, s, once, twice)
		}
	})
}

func FuzzURL(f *testing.F) {
	f.Add("http://a@[::1]:80/%zz/../?utm_x#")
	f.Fuzz(func(t *testing.T, s string) { urlOf(strings.Join(urlNames(), " "), s) })
}
