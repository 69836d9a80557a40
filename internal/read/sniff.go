package read

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
)

const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatJSONL    = "jsonl"
	formatCSV      = "csv"
	formatTSV      = "tsv"
	formatParquet  = "parquet"
	formatArrow    = "arrow"
)

// Formats lists what a Source may declare, auto first.
func Formats() []string {
	return []string{"auto", formatText, formatMarkdown, formatJSONL, formatCSV, formatTSV, formatParquet, formatArrow}
}

// byName gives the format that the end of a name stands for.
var byName = map[string]string{
	".txt": formatText, ".text": formatText, ".md": formatMarkdown, ".markdown": formatMarkdown,
	".jsonl": formatJSONL, ".ndjson": formatJSONL, ".jsonlines": formatJSONL, ".json": formatJSONL,
	".csv": formatCSV, ".tsv": formatTSV, ".tab": formatTSV,
	".parquet": formatParquet, ".pq": formatParquet,
	".arrow": formatArrow, ".arrows": formatArrow, ".feather": formatArrow, ".ipc": formatArrow,
}

// foreign lists first bytes of files that hold documents, if any, in ways tamis does not read. They
// would pass for text in some charset, so auto names them instead.
var foreign = []struct{ magic, what string }{
	{"PK\x03\x04", "a ZIP archive"}, {"%PDF-", "a PDF"}, {"BZh", "bzip2"}, {"\xfd7zXZ\x00", "xz"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"}, {"Rar!\x1a", "a RAR archive"}, {"\x04\x22\x4d\x18", "lz4"},
	{"\x89PNG\r\n", "a PNG image"}, {"\xff\xd8\xff", "a JPEG image"}, {"GIF8", "a GIF image"},
	{"\x7fELF", "a program"}, {"SQLite format 3\x00", "an SQLite database"}, {"Obj\x01", "Avro"},
	{"ORC", "ORC"}, {"PARE", "encrypted Parquet"}, {"WARC/", "WARC"}, {"\xd0\xcf\x11\xe0", "an old Office file"},
}

// detect returns the format of a stream, or why it can't be read. Magic bytes decide for Parquet and
// Arrow; between formats of text the name decides, then the first line.
func detect(name, declared string, head []byte, packing string) (format, why string) {
	format = declared
	if declared == "" || declared == "auto" {
		if format = columnar(head); format == "" {
			if what := foreignKind(head); what != "" {
				return "auto", "not a format that is read: " + what
			}
			format = textual(name, head)
		}
	}
	if (format == formatParquet || format == formatArrow) && packing != "plain" {
		return format, format + " inside " + packing + " is not read: unpack it"
	}
	return format, ""
}

func columnar(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("PAR1")):
		return formatParquet
	case bytes.HasPrefix(head, []byte("ARROW1\x00\x00")):
		return formatArrow
	case len(head) >= 8 && bytes.HasPrefix(head, []byte("\xff\xff\xff\xff")) && head[7] == 0 && head[4]&7 == 0:
		return formatArrow // a stream: the mark of continuation, then the length of the schema
	}
	return ""
}

func foreignKind(head []byte) string {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) && !(f.magic == "ORC" && plainText(head)) &&
			!(f.magic == "BZh" && plainText(head)) && !(f.magic == "GIF8" && plainText(head)) {
			return f.what
		}
	}
	return ""
}

// plainText says that a head has nothing but what a text in ASCII has.
func plainText(head []byte) bool {
	for _, c := range head {
		if c >= 0x7f || c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

func textual(name string, head []byte) string {
	base := strings.ToLower(path.Base(name))
	for _, packed := range []string{".gz", ".gzip", ".zst", ".zstd"} {
		base = strings.TrimSuffix(base, packed)
	}
	if f := byName[path.Ext(base)]; f != "" {
		return f
	}
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), []byte("\n"))
	if line = bytes.TrimSpace(line); len(line) > 1 && line[0] == '{' && json.Valid(line) {
		return formatJSONL
	}
	return formatText
}
