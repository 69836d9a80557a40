package damage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// record is a good line of a JSONL file.
func record(file string, n int) string {
	text, err := json.Marshal(Story(file, n))
	if err != nil {
		panic(err) // a string always marshals
	}
	return fmt.Sprintf(`{"id":"%s-%d","text":%s}`, strings.NewReplacer("/", "-", ".", "-").Replace(file), n, text)
}

// records returns good lines from..to-1, each with its newline.
func records(file string, from, to int) []byte {
	var b bytes.Buffer
	for n := from; n < to; n++ {
		b.WriteString(record(file, n))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// among puts a good line before, between and behind the bad ones.
func among(file string, bad ...string) []byte {
	var b bytes.Buffer
	for n, line := range bad {
		b.WriteString(record(file, n) + "\n" + line + "\n")
	}
	b.WriteString(record(file, len(bad)) + "\n")
	return b.Bytes()
}

// lines is a JSONL file in which every bad line is one place and each good one a document.
func lines(file, what string, reasons []string, bad ...string) Bad {
	data := among(file, bad...)
	return Bad{Expectation{File: file, Damage: what, Documents: len(bad) + 1, Places: len(bad), Reasons: reasons, Bytes: int64(len(data))}, data}
}

// read is a JSONL file in which odd lines are legal, and every line is a document.
func read(file, what string, odd ...string) Bad {
	data := among(file, odd...)
	return Bad{Expectation{File: file, Damage: what, Documents: 2*len(odd) + 1, Bytes: int64(len(data))}, data}
}

func jsonFiles() ([]Bad, error) {
	return []Bad{
		lines("json/syntax.jsonl", "lines that are no JSON among good ones", []string{"json", "object"},
			`{"id":"a","text":"cut in the middle of a str`,
			`{"id":"b","text":"comma at the end",}`,
			`{'id':'c','text':'single quotes'}`,
			`{"id":"d" "text":"comma missing"}`,
			`{"id":"e","text":"two values"} {"id":"f","text":"on one line"}`,
			`{"id":"g","text":"bad escape \q"}`,
			"{\"id\":\"h\",\"text\":\"a raw\ttab and \x01 in a string\"}",
			`{"id":"i","text":NaN}`,
			`plain words`,
			`]`,
		),
		lines("json/types.jsonl", "lines of JSON that are no document", []string{"json", "text", "object", "string", "type", "field", "missing"},
			`{"id":"a","text":5}`,
			`{"id":"b","text":["a","list"]}`,
			`{"id":"c","text":{"nested":"object"}}`,
			`{"id":"d","text":true}`,
			`{"id":"e"}`,
			`["an","array"]`,
			`"a string"`,
			`42`,
			`true`,
		),
		lines("json/deep.jsonl", "a line nested 100,000 deep", []string{"json", "deep", "depth", "nest"},
			`{"id":"a","text":"deep","x":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+"}"),
		read("json/duplicate-keys.jsonl", "an object that holds its text twice: the last one counts",
			`{"id":"a","text":"the first text","text":"the second text"}`),
		read("json/escapes.jsonl", "odd escapes that are legal",
			`{"id":"a","text":"a zero \u0000 inside"}`,
			`{"id":"b","\u0074ext":"the key is written with an escape"}`,
			`{"id":"c","text":"a pair \ud83d\ude00 of surrogates and a slash \/"}`,
		),
		surrogates(),
		nulBytes(),
		blankLines(),
		longNumber(),
	}, nil
}

// surrogates holds escapes that name half a character: U+FFFD stands for each, and reads says so.
func surrogates() Bad {
	b := read("json/surrogates.jsonl", "lone surrogates in escapes",
		`{"id":"a","text":"high \ud83d alone"}`,
		`{"id":"b","text":"low \ude00 alone"}`,
		`{"id":"c","text":"the wrong way round \ude00\ud83d here"}`)
	b.Undecodable = 3
	return b
}

func nulBytes() Bad {
	const file = "json/nul.jsonl"
	data := append(records(file, 0, 2), make([]byte, 512)...) // a hole left by a crash: no newline in it
	data = append(data, '\n')
	data = append(data, records(file, 2, 4)...)
	return Bad{Expectation{File: file, Damage: "a line of 512 NUL bytes", Documents: 4, Places: 1, Reasons: []string{"json", "nul"}, Bytes: int64(len(data))}, data}
}

func blankLines() Bad {
	const file = "json/blank.jsonl"
	data := []byte("\n\n" + record(file, 0) + "\r\n  \t\r\n" + record(file, 1) + "\n\n" + record(file, 2))
	return Bad{Expectation{File: file, Damage: "blank lines, both kinds of line end, no newline at the end", Documents: 3, Bytes: int64(len(data))}, data}
}

func longNumber() Bad {
	return read("json/numbers.jsonl", "numbers beyond every type in a field that nobody asked for",
		`{"id":"a","text":"a number with an exponent","n":1e999999}`,
		`{"id":"b","text":"a number with many digits","n":`+strings.Repeat("9", 4000)+`}`)
}
