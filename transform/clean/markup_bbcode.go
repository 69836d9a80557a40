package clean

import (
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// bbcodeNames are the tags of forums that are not elements of HTML, and those of WordPress that stand
// without attributes.
var bbcodeNames = map[string]bool{"url": true, "color": true, "colour": true, "size": true, "quote": true, "list": true, "email": true,
	"spoiler": true, "youtube": true, "left": true, "right": true, "justify": true, "attachment": true, "attach": true, "media": true,
	"font": true, "highlight": true, "indent": true, "hide": true, "user": true, "member": true, "topic": true, "post": true, "gallery": true,
	"embed": true, "playlist": true, "dropcap": true, "gist": true, "shadow": true, "glow": true, "tex": true, "video": true, "mention": true, "code": true, "php": true, "html": true, "noparse": true, "align": true,
	"float": true, "tab": true, "line": true, "caption": true, "audio": true, "contact-form-7": true, "wpforms": true, "vimeo": true, "twitter": true, "tweet": true, "bg": true, "anchor": true, "strike": true, "background": true, "imgleft": true, "imgright": true, "thumb": true, "flash": true, "soundcloud": true, "instagram": true, "collapse": true, "acronym": true, "rtl": true, "ltr": true, "bgcolor": true, "mod": true, "offtopic": true, "hidden": true, "googlemap": true, "slide": true, "previewyoutube": true}

// bbTag is a tag in square brackets.
type bbTag struct {
	start, end int
	name       string
	closing    bool
	valued     bool // it has an attribute in quotes
	loose      bool // it is one only beside others
	paired     bool
	set        bool // [url=…], which can be nothing else
	media      bool // what it holds is an address
	mate       int
	mustPair   bool // it has blanks where none belong
}

// bbcode cuts the tags of forums that are closed again, and shortcodes with attributes in quotes.
func bbcode(p *page, e *schema.Edits) {
	tags := p.bbTags()
	pairBB(tags)
	list, any := false, slices.ContainsFunc(tags, func(t bbTag) bool { return t.paired || t.valued || t.set })
	for i := 0; i < len(tags); i++ {
		t := &tags[i]
		switch {
		case t.paired && t.media && !t.closing && !t.valued && t.mate > i:
			e.Cut(t.start, tags[t.mate].end, kindBBCode)
			i = t.mate
		case t.name == "*" && (t.closing && any || strings.HasPrefix(p.text[t.end:], "[/")):
			e.Cut(t.start, t.end, kindBBCode)
		case t.name == "img" && !t.closing && !t.paired && strings.HasPrefix(p.text[t.end:], "http"):
			e.Cut(t.start, wordEnd(p.text, t.end), kindBBCode) // the address of a picture whose end was lost
		case t.name == "*":
			if list {
				e.Replace(t.start, skipBlanks(p.text, t.end, len(p.text)), "- ", kindBBCode)
			}
		case t.paired || t.valued || t.set:
			list = list || t.name == "list"
			p.cutBB(t, e)
		case any && (t.loose || t.name == "hr" || t.name == "br" || t.name == "tab" || t.name == "line") && !t.closing:
			e.Cut(t.start, skipBlanks(p.text, t.end, len(p.text)), kindBBCode)
		case p.opensQuote(t):
			p.cutBB(t, e)
		}
	}
}

// opensQuote says whether a tag that nothing closes begins a line or a paragraph and touches the words it
// was to mark: `[quote]Come soon.`
func (p *page) opensQuote(t *bbTag) bool {
	s := p.text
	return !t.closing && (bbcodeNames[t.name] && len(t.name) > 3 || t.name == "b") && t.end < len(s) && wordy(s[t.end]) &&
		(t.start == 0 || s[t.start-1] == '\n')
}

// wordEnd returns the end of the word at a place.
func wordEnd(s string, at int) int {
	for at < len(s) && s[at] > ' ' && s[at] != '[' && s[at] != '<' {
		at++
	}
	return at
}

// cutBB cuts one tag, and the line with it that it fills.
func (p *page) cutBB(t *bbTag, e *schema.Edits) {
	s, to := p.text, t.end
	if (t.start == 0 || s[t.start-1] == '\n') && to < len(s) && s[to] == '\n' {
		to++
	}
	e.Cut(t.start, to, kindBBCode)
}

// bbTags collects what may be a tag in square brackets, outside of code.
func (p *page) bbTags() (tags []bbTag) {
	s, hint := p.text, 0
	for at := 0; ; {
		n := strings.IndexByte(s[at:], '[')
		if n < 0 {
			return tags
		}
		at += n
		if text.InCode(p.code, at, &hint) {
			at = p.code[hint].End
			continue
		}
		t, ok := bbTagAt(s, at)
		if !ok {
			at++
			continue
		}
		tags = append(tags, t)
		if at = t.end; len(tags) > maxPieces {
			return nil
		}
	}
}

// bbTagAt reads [name], [/name], [name=value], [name attribute="value" …], [*].
func bbTagAt(s string, at int) (t bbTag, ok bool) {
	n := strings.IndexAny(s[at+1:min(len(s), at+600)], "]\n[")
	if n < 1 || s[at+1+n] != ']' {
		return t, false
	}
	within := s[at+1 : at+1+n]
	t.start, t.end, t.mate = at, at+n+2, -1
	if t.end < len(s) && s[t.end] == '(' {
		return t, false // a link of Markdown
	}
	if within == "*" || within == "/*" {
		t.name, t.closing = "*", within != "*"
		return t, true
	}
	if spaced := strings.Trim(within, " "); len(spaced) < len(within) && len(spaced) < 12 { // [ b ] and [ /b ]
		within = spaced
		t.mustPair = true
	}
	if strings.HasPrefix(within, "/") {
		t.closing = true
		within = strings.TrimLeft(within[1:], " ")
	}
	i := 0
	for i < len(within) && (nameLetter(within[i]) || within[i] == '_' || within[i] == '-' || within[i] >= 0x80) {
		i++
	}
	if i == 0 {
		return t, false
	}
	t.name = strings.ToLower(within[:i])
	return t.attributes(within[i:])
}

// attributes reads what stands behind the name of a tag.
func (t *bbTag) attributes(rest string) (bbTag, bool) {
	known := text.ElementNamed(t.name)&(text.Phrase|text.Grid|text.Line|text.Block|text.Void|text.Verbatim) != 0 || bbcodeNames[t.name]
	underscored := strings.IndexByte(t.name, '_') > 0 && len(t.name) > 3
	t.media = mediaTags[t.name]
	t.valued = !t.closing && len(t.name) > 2 && text.Letter(t.name[0]) && shortcode(rest)
	switch {
	case rest == "":
		t.loose = underscored || t.name == "gallery"
		return *t, known || underscored || t.closing && t.name[0] >= 0x80 || len(t.name) > 3 && text.Letter(t.name[0])
	case rest[0] == '=' && (known || t.name[0] >= 0x80):
		t.set = known && len(t.name) > 2 && len(rest) > 1 && !t.closing
		return *t, true
	case rest[0] == ':' && known && len(rest) > 4 && strings.Trim(rest[1:], "0123456789abcdefmou:") == "": // [b:1a2b3c4d]
		return *t, true
	case (underscored || strings.IndexByte(t.name, '-') > 0) && rest[0] == ' ' && !t.closing && bareAttributes(rest): // [ninja_form id=3]
		t.set = true
		return *t, true
	case bbcodeNames[t.name] && strings.HasPrefix(rest, " http") && !t.closing: // [youtube https://…]
		t.set = true
		return *t, true
	case known && rest[0] == ' ' && !t.closing && strings.IndexByte(rest, '=') > 1: // [quote author=Ann date=1]
		t.set = bareAttributes(rest)
		return *t, t.set || t.valued
	}
	return *t, t.valued
}

// mediaTags hold the address or the number of something shown, and no words.
var mediaTags = wordSet("img youtube media attachment attach embed gist vimeo audio flash soundcloud thumb previewyoutube imgleft imgright")

// bareAttributes says whether attributes without quotes stand here, the first of which has a value.
func bareAttributes(s string) bool {
	name, value, ok := strings.Cut(strings.TrimLeft(s, " "), "=")
	return ok && len(name) > 1 && only(name, small+capitals) && value != "" && value[0] > ' '
}

// shortcode says whether what stands behind a name is attributes in quotes alone: ` id="4" class="x"`.
func shortcode(s string) bool {
	number := 0
	for s != "" {
		s = strings.TrimLeft(s, " ")
		if s == "" || s == "/" {
			break
		}
		eq := strings.IndexByte(s, '=')
		if eq < 1 || strings.Trim(s[:eq], "abcdefghijklmnopqrstuvwxyz_-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || eq+1 >= len(s) {
			return false
		}
		quote, size := s[eq+1:eq+2], 1
		if strings.HasPrefix(s[eq+1:], "”") || strings.HasPrefix(s[eq+1:], "″") {
			quote, size = s[eq+1:eq+4], 3
		} else if quote != `"` && quote != "'" {
			return false
		}
		n := strings.Index(s[eq+1+size:], quote)
		if n < 0 {
			return false
		}
		s = s[eq+1+size+n+size:]
		number++
	}
	return number > 0
}

// pairBB finds for each closing tag the last open one of its name.
func pairBB(tags []bbTag) {
	open := map[string][]int{}
	for i := range tags {
		t := &tags[i]
		stack := open[t.name]
		if !t.closing {
			if t.name != "*" {
				open[t.name] = append(stack, i)
			}
			continue
		}
		if n := len(stack); n > 0 {
			m := stack[n-1]
			t.paired, tags[m].paired, t.mate, tags[m].mate = true, true, m, i
			open[t.name] = stack[:n-1]
		} else if !t.mustPair && (bbcodeNames[t.name] || text.ElementNamed(t.name)&(text.Odd|text.Phrase) != 0 || t.name == "img" || strings.IndexByte(t.name, '_') > 1) {
			t.paired = true // nothing else is written so
		}
	}
}
