package filter

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.url, in the order of its design.
const (
	urlAbsent = iota
	urlAllowed
	urlDomain
	urlListed
	urlStrict
	urlHard
	urlSoft
)

var urlDesign = design{
	name:    "filter.url",
	summary: "Drops documents whose address is on a list: domains, urls, and words in them",
	doc: `The url filter of RefinedWeb (Penedo et al. 2023, appendix G.1), as FineWeb and DCLM have it, with lists of your own by path.
A list has an entry on each line; empty lines and those that begin with # are left out, and so is white space around an entry. At
least one of the lists of what to drop must be named. The manifest pins each by its digest, and the reason of a rejected document names the line of the list, not what stands there.

The lists are held in memory beside ` + "`--memory`" + `: one of domains or urls with about 20 bytes for each entry beside its own, one of words
with about 20 for each byte; a list of words has at most 8 MB. Nothing is looked up in the network: an address that leads elsewhere, or a page that a harmless address
serves, is not known. Words in addresses are a rough guess; Essex and Scunthorpe are the classic victims of ` + "`strict`" + `.

A document without a url passes, unless ` + "`without_url: drop`" + ` asks for one. Of an allowed one nothing else is measured: both have 0 everywhere.`,
	onURL: true,
	definitions: []definition{
		{"tamis", "Hosts as DNS has them, whatever the case, in punycode or not, and an entry stands for all hosts below it; urls without scheme, user, usual port, fragment and last slash; " +
			"words folded, of letters, marks and digits of every script, percent signs and punycode resolved, of several tokens too."},
		{"datatrove", "Hugging Face datatrove 0.10, url_filter.py (FineWeb): the registered domain or the whole host, as written; the url as written; hard and soft words of ASCII letters and digits, " +
			"small in the list and as written in the url, so that capitals escape them; strict ones in small letters without what stands between."},
		{"dclm", "DataComp-LM metadata_filters.py with dclm_baseline_refinedweb.yaml: the authority in small letters, port included and every `www` taken out, and nothing below an entry; strict words without - and . in the url; " +
			"hard and soft ones between word boundaries, the longest of those that overlap. It has no list of urls."},
	},
	metrics: []transform.Metric{
		urlAbsent:  {Name: "no_url", Whole: true, Doc: "1 where the document has no url and `without_url: drop` asks for one."},
		urlAllowed: {Name: "allowed", Whole: true, Doc: "1 where `allow` holds the domain or the url."},
		urlDomain:  {Name: "domain", Whole: true, Doc: "1 where `domains` holds the domain."},
		urlListed:  {Name: "listed", Whole: true, Doc: "1 where `urls` holds the url.", In: []string{"tamis", "datatrove"}},
		urlStrict:  {Name: "strict_words", Whole: true, Doc: "Entries of `strict` in the url, each once."},
		urlHard:    {Name: "hard_words", Whole: true, Doc: "Entries of `hard` that are words of the url, each once."},
		urlSoft:    {Name: "soft_words", Whole: true, Doc: "Entries of `soft` that are words of the url, each once."},
	},
	thresholds: []threshold{
		{name: "soft_count", value: 2, min: transform.Bound(1), doc: "Number of soft words that is too many; 2 in RefinedWeb, FineWeb and DCLM."},
	},
	rules: []transform.Rule{
		{Name: "no-url", Metric: "no_url", Fails: transform.Above},
		{Name: "domain", Metric: "domain", Fails: transform.Above},
		{Name: "url", Metric: "listed", Fails: transform.Above, In: []string{"tamis", "datatrove"}},
		{Name: "strict", Metric: "strict_words", Fails: transform.Above, In: []string{"tamis", "dclm"}},
		{Name: "hard", Metric: "hard_words", Fails: transform.Above},
		{Name: "soft", Metric: "soft_words", Fails: transform.AtLeast, Param: "soft_count"},
		{Name: "strict", Metric: "strict_words", Fails: transform.Above, In: []string{"datatrove"}},
	},
	params: []transform.Param{
		{Name: "domains", Type: transform.ParamList, Doc: "Domains to drop."},
		{Name: "urls", Type: transform.ParamList, Doc: "Urls to drop."},
		{Name: "strict", Type: transform.ParamList, Doc: "Words of which one is too many anywhere in a url, inside of other words and across hyphens and stops too."},
		{Name: "hard", Type: transform.ParamList, Doc: "Words of which one is too many as a word of its own."},
		{Name: "soft", Type: transform.ParamList, Doc: "Words of which `soft_count` are too many, each counted once."},
		{Name: "allow", Type: transform.ParamList, Doc: "Domains and urls that pass whatever other lists say, read as those of `domains` and `urls` are."},
		{Name: "without_url", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "drop"},
			Doc: "What becomes of documents without a url. They are kept since files from elsewhere than the web have none."},
	},
	version: 1,
	check:   checkURL,
	build:   newURLFilter,
	examples: []transform.Example{
		{Note: "A domain stands for all hosts below it, in whatever form it is written.", Args: "{domains: lists/domains.txt}",
			Files: map[string]string{"lists/domains.txt": "# spam\nspam.example\nбазар.example\n"},
			Docs:  []string{"a", "b", "c", "d"},
			Given: []string{`url="https://WWW.Spam.Example:8080/x"`, `url="https://notspam.example/"`, `url="http://xn--80aaac0a.example/"`, "url=null"}, Gives: []string{"b", "c", "d"}},
		{Note: "Two soft words, or one strict word across hyphens; what is allowed passes.", Args: "{strict: strict.txt, soft: soft.txt, allow: allow.txt}",
			Files: map[string]string{"strict.txt": "badword\n", "soft.txt": "cheap\npills\n", "allow.txt": "pharmacy.example\n"},
			Docs:  []string{"a", "b", "c", "d"},
			Given: []string{`url="https://shop.example/cheap-shoes"`, `url="https://shop.example/Cheap/Pills"`, `url="https://pharmacy.example/cheap-pills"`, `url="https://the-bad-word.example/"`},
			Gives: []string{"a", "c"}},
		{Note: "datatrove has words as they are written, and looks at the registered domain alone or the whole host.", Args: "{definition: datatrove, domains: domains.txt, hard: hard.txt}",
			Files: map[string]string{"domains.txt": "bad.example.com\nspam.co.uk\n", "hard.txt": "casino\n"},
			Docs:  []string{"a", "b", "c", "d", "e"},
			Given: []string{`url="https://x.bad.example.com/"`, `url="https://bad.example.com/"`, `url="https://a.b.spam.co.uk/"`, `url="https://x.example.com/casino"`, `url="https://x.example.com/Casino"`},
			Gives: []string{"a", "e"}},
		{Note: "dclm takes www out wherever it stands, and keeps the dot behind it.", Args: "{definition: dclm, domains: domains.txt, on_fail: label}",
			Files: map[string]string{"domains.txt": "spam.example\n"},
			Docs:  []string{"a", "b"}, Given: []string{`url="https://spam.example/"`, `url="https://www.spam.example/"`},
			Rows: []string{`url=https://spam.example/ url__failed=[domain]`, `url=https://www.spam.example/ url__failed=[]`}},
	},
}

// URL is the transform filter.url.
var URL = urlDesign.spec()

func checkURL(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	if a.Has("urls") && a.String("definition") == "dclm" {
		faults = append(faults, transform.Fault{Param: "urls", Message: "definition dclm has no list of urls", Hint: "tamis and datatrove have one"})
	}
	for _, list := range []string{"domains", "urls", "strict", "hard", "soft"} {
		if a.Has(list) {
			return faults
		}
	}
	if a.String("without_url") == "drop" {
		return faults
	}
	return append(faults, transform.Fault{Message: "filter.url names no list of what to drop", Hint: "give domains, urls, strict, hard or soft the path of a list"})
}

// urlReading is how a definition reads urls and the entries of its lists.
type urlReading struct {
	domain, address, strict, word func(dst []byte, entry string) []byte
	host                          func(set *entrySet, u string, b *listBuffers) (line int)
	words                         func(f *urlFilter, u string, m *sheet)
}

var urlReadings = map[string]urlReading{
	"tamis":     {appendFoldedHost, appendAddress, appendGlued, appendTokenEntry, tamisHost, tamisURLWords},
	"datatrove": {appendAsIs, appendAsIs, appendSqueezed, appendWordEntry, datatroveHost, datatroveURLWords},
	"dclm":      {appendLower, appendAsIs, appendLower, appendLower, dclmHost, dclmURLWords},
}

// urlFilter holds a definition's lists.
type urlFilter struct {
	urlReading
	domains, urls, allow *entrySet
	strict, hard, soft   *wordList
	asked                bool // a document needs a url
}

func newURLFilter(a transform.Args) (measurer, error) {
	f := &urlFilter{urlReading: urlReadings[a.String("definition")], asked: a.String("without_url") == "drop"}
	allowed := func(dst []byte, entry string) []byte {
		if _, rest := splitURL(entry); rest != "" {
			return f.address(dst, entry)
		}
		return f.domain(dst, entry)
	}
	sets := []struct {
		to   **entrySet
		name string
		form func([]byte, string) []byte
	}{{&f.domains, "domains", f.domain}, {&f.urls, "urls", f.address}, {&f.allow, "allow", allowed}}
	for _, s := range sets {
		var err error
		if *s.to, err = newEntrySet(a, s.name, s.form); err != nil {
			return nil, err
		}
	}
	return f, f.openWords(a)
}

func (f *urlFilter) openWords(a transform.Args) (err error) {
	if f.strict, err = newWordList(a, "strict", f.urlReading.strict); err != nil {
		return err
	}
	if f.hard, err = newWordList(a, "hard", f.word); err != nil {
		return err
	}
	f.soft, err = newWordList(a, "soft", f.word)
	return err
}

func (f *urlFilter) measure(v *text.View, m *sheet) {
	u, b := strings.TrimSpace(v.Text()), &m.buf.lists
	defer b.release()
	for metric := range urlSoft + 1 {
		m.count(metric, 0)
	}
	if u == "" {
		if f.asked {
			m.count(urlAbsent, 1)
		}
		return
	}
	b.address = f.address(b.address[:0], u)
	if f.listed(urlAllowed, f.allow, f.host(f.allow, u, b), m) || f.listed(urlAllowed, f.allow, f.allow.line(b.address), m) {
		return
	}
	f.listed(urlDomain, f.domains, f.host(f.domains, u, b), m)
	f.listed(urlListed, f.urls, f.urls.line(b.address), m)
	f.words(f, u, m)
}

// listed notes that a set holds an entry, if a line says so.
func (f *urlFilter) listed(metric int, set *entrySet, line int, m *sheet) bool {
	if line > 0 {
		m.count(metric, 1)
		m.because(metric, set.name, line)
	}
	return line > 0
}

// found notes how many entries of a list stand in a url.
func (w *wordList) found(metric, n, line int, m *sheet) {
	if n > 0 {
		m.count(metric, n)
		m.because(metric, w.name, line)
	}
}

func appendGlued(dst []byte, entry string) []byte {
	before := len(dst)
	dst = appendTokensOf(dst, entry)
	return append(dst[:before], removeAny(dst[before:], " ")...)
}

func appendTokenEntry(dst []byte, entry string) []byte {
	dst = space(appendTokensOf(append(dst, ' '), entry))
	if len(dst) == 1 {
		return nil
	}
	return dst
}

func appendWordEntry(dst []byte, entry string) []byte {
	if dst = appendSqueezed(append(dst, ' '), entry); len(dst) == 1 {
		return nil
	}
	return append(dst, ' ')
}

// tamisHost looks for the host and for all that it stands below.
func tamisHost(set *entrySet, u string, b *listBuffers) int {
	if set == nil {
		return 0
	}
	authority, _ := splitURL(u)
	host, _ := hostPort(authority)
	if len(host) > maxHost {
		return 0
	}
	b.host = appendHost(b.host[:0], host)
	for rest := b.host; ; {
		if line := set.line(rest); line > 0 {
			return line
		}
		dot := strings.IndexByte(stringOf(rest), '.')
		if dot < 0 {
			return 0
		}
		rest = rest[dot+1:]
	}
}

func tamisURLWords(f *urlFilter, u string, m *sheet) {
	b := &m.buf.lists
	b.words = appendTokens(b.words[:0], u)
	f.tokens(b.words, m)
	n, line := f.strict.distinct(b.words, true, b)
	f.strict.found(urlStrict, n, line, m)
}

// tokens counts hard and soft words among words with spaces around.
func (f *urlFilter) tokens(words []byte, m *sheet) {
	n, line := f.hard.distinct(words, false, &m.buf.lists)
	f.hard.found(urlHard, n, line, m)
	n, line = f.soft.distinct(words, false, &m.buf.lists)
	f.soft.found(urlSoft, n, line, m)
}

// datatroveHost looks for the registered domain and for the whole host, where it has one.
func datatroveHost(set *entrySet, u string, b *listBuffers) int {
	if set == nil {
		return 0
	}
	authority, _ := splitURL(u)
	host, _ := hostPort(authority)
	b.host = append(b.host[:0], host...)
	if strings.ContainsAny(host, "\u3002\uFF0E\uFF61") {
		b.host = append(b.host[:0], ideographicStops.Replace(host)...)
	}
	at := registered(stringOf(b.host))
	if at < 0 {
		return 0
	}
	if line := set.line(b.host[at:]); line > 0 {
		return line
	}
	return set.line(b.host)
}

var ideographicStops = strings.NewReplacer("\u3002", ".", "\uFF0E", ".", "\uFF61", ".")

func datatroveURLWords(f *urlFilter, u string, m *sheet) {
	b := &m.buf.lists
	b.words = appendASCIITokens(b.words[:0], u)
	f.tokens(b.words, m)
	b.words = appendSqueezed(b.words[:0], u)
	n, line := f.strict.distinct(b.words, false, b)
	f.strict.found(urlStrict, n, line, m)
}

// dclmHost looks for the authority as it is, but for its case and each www.
func dclmHost(set *entrySet, u string, b *listBuffers) int {
	if set == nil {
		return 0
	}
	b.host = remove(appendLower(b.host[:0], netloc(u)), "www")
	return set.line(b.host)
}

func dclmURLWords(f *urlFilter, u string, m *sheet) {
	b := &m.buf.lists
	b.words = appendLower(b.words[:0], u)
	n, line := f.hard.apart(b.words, b)
	f.hard.found(urlHard, n, line, m)
	n, line = f.soft.apart(b.words, b)
	f.soft.found(urlSoft, n, line, m)
	b.words = removeAny(b.words, "-.")
	n, line = f.strict.distinct(b.words, false, b)
	f.strict.found(urlStrict, n, line, m)
}
