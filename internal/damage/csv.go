package damage

import (
	"bytes"
	"fmt"
)

const csvHead = "id,text\n"

// row is a good row of a table; its text is quoted, as it holds commas.
func row(file string, n int) string { return fmt.Sprintf("%d,\"%s\"\n", n, Story(file, n)) }

func csvTable(file, what string, documents, places int, reasons []string, rows ...string) Bad {
	var b bytes.Buffer
	b.WriteString(csvHead)
	for _, r := range rows {
		b.WriteString(r)
	}
	return Bad{Expectation{File: file, Damage: what, Documents: documents, Places: places, Reasons: reasons, Bytes: int64(b.Len())}, b.Bytes()}
}

func csvFiles() ([]Bad, error) {
	fields := []string{"field", "column", "csv"}
	quote := []string{"quote", "csv"}
	const ragged, open, late, bare, legal = "csv/ragged.csv", "csv/unclosed.csv", "csv/closed-late.csv", "csv/bare-quote.csv", "csv/legal.csv"
	return []Bad{
		csvTable(ragged, "rows with too few and too many fields", 3, 2, fields,
			row(ragged, 0), "1\n", row(ragged, 2), "3,one,two,three\n", row(ragged, 4)),
		csvTable(open, "a quote that is never closed", 3, 1, quote,
			row(open, 0), row(open, 1), "2,\"this field is open and stays so\n", "3,a row without quotes\n"),
		csvTable(late, "a quote that the next row's quote closes", 3, 1, quote,
			row(late, 0), row(late, 1), "2,\"this field is open and stays so\n", row(late, 3)),
		csvTable(bare, "a quote in the middle of a field", 2, 1, quote,
			row(bare, 0), "1,\"closed\" and then more\n", row(bare, 2)),
		csvTable(legal, "quoted newlines, doubled quotes, CR LF, no newline at the end", 3, 0, nil,
			"0,\"two\r\nlines, one field\"\r\n", "1,\"she said \"\"no\"\" twice\"\r\n", "2,plain"),
		csvTable("csv/head.csv", "a head and no row", 0, 0, nil),
		{Expectation{File: "csv/no-text.csv", Damage: "a table without the text column", Places: 1, Reasons: []string{"text", "column", "field"}, Bytes: int64(len("id,size\n1,2\n"))}, []byte("id,size\n1,2\n")},
	}, nil
}
