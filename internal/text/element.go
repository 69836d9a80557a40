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
const maxElement = 10

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
	return elements[string(low[:len(name)])]
}

var elements = makeElements(map[Element]string{
	Void | Line | Odd:          "br",
	Void | Block | Odd:         "hr",
	Void | Odd:                 "wbr img",
	Void:                       "basefont spacer keygen",
	Void | Word:                "input link meta base area embed param source track command",
	Void | Grid | Word:         "col",
	Loose | Block:              "p",
	Loose | Line | Odd:         "li dt dd rp rt rb",
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
	Block | Verbatim | Word:    "listing plaintext",
	Phrase | Verbatim | Word:   "code",
	Hidden | Word:              "script style template svg math",
	Hidden | Phrase | Word:     "textarea",
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
