package text

import "strings"

// Element says what an element of HTML is and how it behaves where its tag is broken. Zero: none.
type Element uint16

// What an element can be.
const (
	Known    Element = 1 << iota
	Void             // has no content and no closing tag: br, img
	Loose            // its closing tag may be left out: p, li, td
	Line             // begins a new line: li, tr, div
	Block            // begins a new paragraph: p, h1, table
	Cell             // td, th
	Grid             // part of a table: table, tr, td
	Odd              // its name is a word of no language, so that `tbody >` needs no other witness
	Word             // its name is a word that people put in angle brackets: <input>, <title>
	Phrase           // marks words inside a sentence: b, em, span
	Hidden           // what it holds is no text: script, style
	Verbatim         // what it holds is code: pre, code
)

// maxElement is the length of the longest name in the table.
const maxElement = 15

// ElementNamed returns what the element of that name is, in any case.
func ElementNamed(name string) Element {
	if len(name) == 0 || len(name) > maxElement {
		return 0
	}
	var low [maxElement]byte
	for i := 0; i < len(name); i++ {
		b := name[i]
		if 'A' <= b && b <= 'Z' {
			b |= 0x20
		}
		low[i] = b
	}
	if !Letter(low[0]) {
		return 0
	}
	for _, e := range elementsBy[len(name)][low[0]-'a'] {
		if e.name == string(low[:len(name)]) {
			return e.element
		}
	}
	return 0
}

// namedElement is an element with its name.
type namedElement struct {
	name    string
	element Element
}

// elementsBy holds the elements by the length and the first letter of their names: few stand together, and
// every tag of a text asks for one.
var elementsBy = func() (by [maxElement + 1]['z' - 'a' + 1][]namedElement) {
	for name, e := range elements {
		list := &by[len(name)][name[0]-'a']
		*list = append(*list, namedElement{name, e})
	}
	return by
}()

var elements = makeElements(map[Element]string{
	Void | Line | Odd:          "br",
	Void | Block | Odd:         "hr",
	Void | Odd:                 "wbr img",
	Loose | Odd:                "rp rt rb rtc",
	Void:                       "basefont spacer keygen references templatestyles",
	Void | Word:                "input link meta base area embed param source track command",
	Void | Grid | Word:         "col",
	Loose | Block:              "p",
	Loose | Line | Odd:         "li dt dd",
	Loose | Line | Word:        "option optgroup",
	Loose | Cell | Grid | Odd:  "td th",
	Loose | Line | Grid | Odd:  "tr",
	Loose | Block | Grid | Odd: "tbody thead tfoot",
	Grid | Block | Word:        "table caption",
	Grid | Odd:                 "colgroup",
	Block | Odd:                "h1 h2 h3 h4 h5 h6 ul ol dl blockquote hgroup figcaption fieldset noscript noframes nobr",
	Line | Odd:                 "div",
	Block | Word:               "article aside section header footer nav main figure form address details summary dialog body html head title center menu search legend frameset frame applet",
	Phrase:                     "a b i u s q em",
	Phrase | Odd:               "span strong tt del ins sup sub dfn kbd samp abbr cite bdi bdo ruby acronym strike",
	Phrase | Word:              "big small font mark time data var label output button select meter progress map object video audio picture iframe canvas slot blink marquee",
	Block | Verbatim | Odd:     "pre xmp",
	Block | Verbatim | Word:    "listing plaintext programlisting syntaxhighlight",
	Phrase | Verbatim | Word:   "code",
	Hidden | Word:              "script style template svg ref gallery",
	// What follows are the elements of other languages of documents: DocBook, TEI, feeds, wikis.
	Phrase | Word | Loose:  "math emphasis hi ulink xref nowiki noinclude includeonly onlyinclude guid pubdate",
	Block | Word | Loose:   "para simpara itemizedlist orderedlist listitem channel rss item tei",
	Hidden | Phrase | Word: "textarea",
})

func makeElements(groups map[Element]string) map[string]Element {
	all := make(map[string]Element)
	for kind, names := range groups {
		for _, name := range strings.Fields(names) {
			all[name] |= kind | Known
		}
	}
	return all
}

// BeginsElement says whether an element whose name is no word begins with some letters, in any case.
func BeginsElement(letters string) bool {
	var buf [maxElement]byte
	if letters == "" || len(letters) > maxElement || !Letter(letters[0]) {
		return false
	}
	low := buf[:copy(buf[:], letters)]
	for i := range low {
		if 'A' <= low[i] && low[i] <= 'Z' {
			low[i] |= 0x20
		}
	}
	for n := len(low); n <= maxElement; n++ {
		for _, e := range elementsBy[n][low[0]-'a'] {
			if e.element&Odd != 0 && e.name[:len(low)] == string(low) {
				return true
			}
		}
	}
	return false
}
