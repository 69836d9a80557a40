package damage

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// utf16Bytes encodes text in the given order, without a mark.
func utf16Bytes(order binary.AppendByteOrder, text string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func encodingFiles() ([]Bad, error) {
	return []Bad{
		invalidUTF8(),
		bomLines(),
		one("encoding/bom.txt", "a byte order mark before the text", 0, append([]byte("\xEF\xBB\xBF"), Story("encoding/bom.txt", 0)...)),
		one("encoding/bom-alone.txt", "nothing but a byte order mark", 0, []byte("\xEF\xBB\xBF")),
		one("encoding/utf16le.txt", "UTF-16, little end first, with its mark", 0, append([]byte("\xFF\xFE"), utf16Bytes(binary.LittleEndian, Story("encoding/utf16le.txt", 0)+"\r\n")...)),
		one("encoding/utf16be.txt", "UTF-16, big end first, with its mark", 0, append([]byte("\xFE\xFF"), utf16Bytes(binary.BigEndian, Story("encoding/utf16be.txt", 0)+"\n")...)),
		one("encoding/utf16-odd.txt", "UTF-16 of an odd length", 1, append(append([]byte("\xFF\xFE"), utf16Bytes(binary.LittleEndian, Story("encoding/utf16-odd.txt", 0))...), 'x')),
		one("encoding/utf16-half.txt", "UTF-16 with half a pair in the middle", 1, halfPair()),
		one("encoding/nul.txt", "NUL bytes in a text that is otherwise good", 0, []byte("Before the hole.\x00\x00\x00 "+Story("encoding/nul.txt", 0)+"\n")),
	}, nil
}

// one is a file that is one document.
func one(file, what string, undecodable int, data []byte) Bad {
	return Bad{Expectation{File: file, Damage: what, Documents: 1, Undecodable: undecodable, Bytes: int64(len(data))}, data}
}

// invalidUTF8 holds lines with bytes that are no UTF-8. JSON is UTF-8 by its own definition, so each
// such line is a place. The last one is an overlong form, the one before a surrogate in three bytes.
func invalidUTF8() Bad {
	return lines("encoding/invalid-utf8.jsonl", "bytes that are no UTF-8 inside lines that are good otherwise", []string{"utf-8"},
		"{\"id\":\"a\",\"text\":\"one \xFF byte in plain words\"}",
		"{\"id\":\"b\",\"text\":\"cut \xE2\x82 short, and more words behind\"}",
		"{\"id\":\"c\",\"text\":\"a surrogate \xED\xA0\x80 in three bytes\"}",
		"{\"id\":\"d\",\"text\":\"an overlong \xC0\xAF slash\"}")
}

func bomLines() Bad {
	const file = "encoding/bom.jsonl"
	data := append([]byte("\xEF\xBB\xBF"), records(file, 0, 3)...)
	return Bad{Expectation{File: file, Damage: "a byte order mark before good lines", Documents: 3, Bytes: int64(len(data))}, data}
}

func halfPair() []byte {
	var b bytes.Buffer
	b.WriteString("\xFF\xFE")
	b.Write(utf16Bytes(binary.LittleEndian, "Here the pair is cut: "))
	b.Write([]byte{0x3D, 0xD8})
	b.Write(utf16Bytes(binary.LittleEndian, " and "+Story("encoding/utf16-half.txt", 0)))
	return b.Bytes()
}
