package damage

import "bytes"

// HugeLine is the length of the endless lines: one byte more than limits.document allows by default.
const HugeLine = 16<<20 + 1

func textFiles() ([]Bad, error) {
	return []Bad{
		one("text/empty.txt", "no byte at all", 0, nil),
		one("text/newlines.txt", "nothing but newlines", 0, bytes.Repeat([]byte("\n"), 40)),
		{Expectation{File: "text/empty.jsonl", Damage: "a file of lines without a byte"}, nil},
		{Expectation{File: "text/empty.csv", Damage: "a table without a byte, not even a head"}, nil},
		hugeLine(),
		hugeText(),
		escapes(),
	}, nil
}

func hugeLine() Bad {
	const file = "text/huge-line.jsonl"
	data := records(file, 0, 2)
	data = append(data, `{"id":"huge","text":"`...)
	data = append(data, bytes.Repeat([]byte("a"), HugeLine)...)
	data = append(data, "\"}\n"...)
	data = append(data, records(file, 2, 4)...)
	return Bad{Expectation{File: file, Damage: "a line longer than limits.document between good ones", Documents: 4, Places: 1, Reasons: []string{"limit", "long", "large"}, Bytes: int64(len(data))}, data}
}

func hugeText() Bad {
	data := bytes.Repeat([]byte("b"), HugeLine)
	return Bad{Expectation{File: "text/huge.txt", Damage: "a text longer than limits.document", Places: 1, Reasons: []string{"limit", "long", "large"}, Bytes: int64(len(data))}, data}
}

// escapes holds terminal commands and bidi overrides as a document may: it is a good document, and
// none of its bytes may reach a terminal raw.
func escapes() Bad {
	const file = "text/escapes.txt"
	return one(file, "terminal commands and direction overrides in the text", 0,
		[]byte("\x1b]0;a title\x07\x1b[31mred\x1b[0m \u202Ebackwards\u202C\n"+Story(file, 0)+"\n"))
}
