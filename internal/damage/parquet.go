package damage

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/parquet-go/parquet-go"
)

// parquetRow is a row of the columnar files.
type parquetRow struct {
	ID   string `parquet:"id"`
	Text string `parquet:"text,plain"`
}

const groupRows, groups = 10, 3

// goodParquet returns a file of three row groups of ten rows, uncompressed, so that damage hits values
// and not a compressor's own checks.
func goodParquet(file string) ([]byte, error) {
	var b bytes.Buffer
	w := parquet.NewGenericWriter[parquetRow](&b, parquet.MaxRowsPerRowGroup(groupRows), parquet.CreatedBy("tamis", "damage", ""))
	for n := range groupRows * groups {
		if _, err := w.Write([]parquetRow{{ID: fmt.Sprintf("p%d", n), Text: Story(file, n)}}); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// footer returns where the footer of a Parquet file starts.
func footer(data []byte) int {
	return len(data) - 8 - int(binary.LittleEndian.Uint32(data[len(data)-8:]))
}

func parquetFiles() ([]Bad, error) {
	var all []Bad
	for _, p := range []struct {
		file, what        string
		documents, places int
		reasons           []string
		harm              func(data []byte) []byte
	}{
		{"parquet/good.jsonl", "a good Parquet file that calls itself JSONL", 30, 0, nil, func(d []byte) []byte { return d }},
		{"parquet/footer.parquet", "a footer of noise", 0, 1, parquetReasons, noisyFooter},
		{"parquet/length.parquet", "a footer that says it is longer than the file", 0, 1, parquetReasons, longFooter},
		{"parquet/cut.parquet", "a file cut in the middle", 0, 1, parquetReasons, func(d []byte) []byte { return d[:len(d)/2] }},
		{"parquet/page.parquet", "a page of the second row group whose checksum does not fit", 20, 1, parquetReasons, flippedPage},
		{"parquet/magic.parquet", "the magic bytes alone", 0, 1, parquetReasons, func([]byte) []byte { return []byte("PAR1PAR1") }},
		{"parquet/encrypted.parquet", "the magic bytes of an encrypted footer", 0, 1, append([]string{"encrypt"}, parquetReasons...), encryptedMagic},
	} {
		good, err := goodParquet(p.file)
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", p.file, err)
		}
		e := Expectation{File: p.file, Damage: p.what, Documents: p.documents, Places: p.places, Reasons: p.reasons, Bytes: -1}
		all = append(all, Bad{e, p.harm(good)})
	}
	return append(all, Bad{Expectation{File: "parquet/empty.parquet", Damage: "a Parquet file without a byte", Places: 1, Reasons: parquetReasons}, nil}), nil
}

var parquetReasons = []string{"parquet", "footer", "page", "checksum", "corrupt", "crc"}

func noisyFooter(data []byte) []byte {
	for i := footer(data); i < len(data)-8; i++ {
		data[i] = byte(i*131 + 7)
	}
	return data
}

func longFooter(data []byte) []byte {
	binary.LittleEndian.PutUint32(data[len(data)-8:], 0x7FFFFFFF)
	return data
}

// flippedPage changes a letter of a text in the second row group; its page's CRC alone can tell.
func flippedPage(data []byte) []byte {
	at := bytes.Index(data, fmt.Appendf(nil, "Entry %d of", groupRows+groupRows/2))
	data[at] = 'X'
	return data
}

func encryptedMagic(data []byte) []byte {
	copy(data, "PARE")
	copy(data[len(data)-4:], "PARE")
	return data
}
