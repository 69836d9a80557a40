package damage

import (
	"bytes"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// parts is the number of separately flushed pieces of each compressed file, perPart their lines.
const parts, perPart = 4, 5

// part returns the lines of piece n of a file.
func part(file string, n int) []byte { return records(file, n*perPart, (n+1)*perPart) }

// gzipped compresses the pieces into one member with a flush after each, and returns the stream and
// the length of the stream behind each flush. A flush ends on a byte, so damage can be aimed.
func gzipped(file string) (stream []byte, flushed []int, err error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for n := range parts {
		if _, err := w.Write(part(file, n)); err != nil {
			return nil, nil, err
		}
		if err := w.Flush(); err != nil {
			return nil, nil, err
		}
		flushed = append(flushed, b.Len())
	}
	err = w.Close()
	return b.Bytes(), flushed, err
}

// zstdFrames compresses each piece into a frame of its own, with its checksum.
func zstdFrames(file string) ([][]byte, error) {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, err
	}
	defer w.Close()
	var frames [][]byte
	for n := range parts {
		frames = append(frames, w.EncodeAll(part(file, n), nil))
	}
	return frames, nil
}

func compressedFiles() ([]Bad, error) {
	var all []Bad
	for _, make := range []func() (Bad, error){
		cutGzip, corruptGzip, wrongSum, garbageBehind, paddedGzip, members, emptyMember, bareHeader,
		cutZstd, flippedZstd, framesZstd, garbageZstd, bomb, tooMuchWindow,
	} {
		f, err := make()
		if err != nil {
			return nil, fmt.Errorf("make compressed files: %w", err)
		}
		all = append(all, f)
	}
	return all, nil
}

// readable returns what stands before the damage of a gzip stream. How far a cut stream can be read
// is a matter of the decoder, to a byte or two: this is the one that tamis reads with.
func readable(stream []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(stream))
	if err != nil {
		return nil, err
	}
	out, _ := io.ReadAll(r) // the error is the damage
	return out, nil
}

// damaged is a stream whose whole lines before the damage are documents and the rest one place.
func damaged(file, what string, good, stream []byte) Bad {
	return Bad{Expectation{File: file, Damage: what, Documents: bytes.Count(good, []byte("\n")), Places: 1,
		Reasons: []string{"gzip", "zstd", "compress", "corrupt", "cut", "truncated", "unexpected"}, Bytes: int64(len(good))}, stream}
}

func cutGzip() (Bad, error) {
	const file = "compressed/cut.jsonl.gz"
	stream, flushed, err := gzipped(file)
	if err != nil {
		return Bad{}, err
	}
	cut := stream[:(flushed[1]+flushed[2])/2] // in the middle of the third piece, and of a line
	good, err := readable(cut)
	return damaged(file, "a gzip file cut in the middle", good, cut), err
}

func corruptGzip() (Bad, error) {
	const file = "compressed/corrupt.jsonl.gz"
	stream, flushed, err := gzipped(file)
	if err != nil {
		return Bad{}, err
	}
	stream[flushed[1]] |= 0x06 // a block of the reserved type: no decoder gets past it
	good, err := readable(stream)
	return damaged(file, "a gzip file with a block of an impossible type", good, stream), err
}

func wrongSum() (Bad, error) {
	const file = "compressed/sum.jsonl.gz"
	stream, _, err := gzipped(file)
	if err != nil {
		return Bad{}, err
	}
	stream[len(stream)-8] ^= 1
	good, err := readable(stream)
	return damaged(file, "a gzip file whose checksum does not fit", good, stream), err
}

func garbageBehind() (Bad, error) {
	const file = "compressed/trailing.jsonl.gz"
	stream, _, err := gzipped(file)
	if err != nil {
		return Bad{}, err
	}
	good, err := readable(stream)
	return damaged(file, "a whole gzip file with foreign bytes behind it", good, append(stream, "these bytes are no gzip member"...)), err
}

// whole is a stream without damage, however odd.
func whole(file, what string, documents int, decompressed int, stream []byte) Bad {
	return Bad{Expectation{File: file, Damage: what, Documents: documents, Bytes: int64(decompressed)}, stream}
}

func paddedGzip() (Bad, error) {
	const file = "compressed/padded.jsonl.gz"
	stream, _, err := gzipped(file)
	good, _ := readable(stream)
	return damaged(file, "a gzip file padded with zeros, as on tapes", good, append(stream, make([]byte, 512)...)), err
}

func members() (Bad, error) {
	const file = "compressed/members.jsonl.gz"
	var b bytes.Buffer
	length := 0
	for n := range parts {
		w := gzip.NewWriter(&b)
		text := part(file, n)
		length += len(text)
		if _, err := w.Write(text); err != nil {
			return Bad{}, err
		}
		if err := w.Close(); err != nil {
			return Bad{}, err
		}
	}
	return whole(file, "a gzip file of four members", parts*perPart, length, b.Bytes()), nil
}

func emptyMember() (Bad, error) {
	var b bytes.Buffer
	err := gzip.NewWriter(&b).Close()
	return whole("compressed/empty.jsonl.gz", "a gzip file of nothing", 0, 0, b.Bytes()), err
}

func bareHeader() (Bad, error) {
	return damaged("compressed/header.jsonl.gz", "the first four bytes of a gzip file", nil, []byte{0x1f, 0x8b, 8, 0}), nil
}

func cutZstd() (Bad, error) {
	const file = "compressed/cut.jsonl.zst"
	frames, err := zstdFrames(file)
	if err != nil {
		return Bad{}, err
	}
	good := records(file, 0, 2*perPart)
	stream := bytes.Join([][]byte{frames[0], frames[1], frames[2][:len(frames[2])/2]}, nil)
	return damaged(file, "a zstd file cut in its third frame", good, stream), nil
}

// flippedZstd flips the first bit of the second frame that makes it undecodable without a byte of it
// coming out; a bit whose damage shows in the checksum alone would leave open how much was good.
func flippedZstd() (Bad, error) {
	const file = "compressed/flipped.jsonl.zst"
	frames, err := zstdFrames(file)
	if err != nil {
		return Bad{}, err
	}
	good := records(file, 0, perPart)
	for at := 6; at < len(frames[1]); at++ {
		stream := bytes.Join(frames, nil)
		stream[len(frames[0])+at] ^= 0x06
		if out, failed := unzstd(stream); failed && bytes.Equal(out, good) {
			return damaged(file, "a zstd file with a broken block in its second frame", good, stream), nil
		}
	}
	return Bad{}, fmt.Errorf("%s: no bit breaks the frame", file)
}

func unzstd(stream []byte) (out []byte, failed bool) {
	r, err := zstd.NewReader(bytes.NewReader(stream), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, true
	}
	defer r.Close()
	out, err = io.ReadAll(r)
	return out, err != nil
}

func framesZstd() (Bad, error) {
	const file = "compressed/frames.jsonl.zst"
	frames, err := zstdFrames(file)
	if err != nil {
		return Bad{}, err
	}
	skippable := []byte{0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 'n', 'o', 't', 'e'}
	stream := bytes.Join([][]byte{frames[0], frames[1], skippable, frames[2], frames[3]}, nil)
	return whole(file, "a zstd file of four frames and one to be skipped", parts*perPart, len(records(file, 0, parts*perPart)), stream), nil
}

func garbageZstd() (Bad, error) {
	const file = "compressed/trailing.jsonl.zst"
	frames, err := zstdFrames(file)
	if err != nil {
		return Bad{}, err
	}
	stream := append(bytes.Join(frames, nil), "these bytes are no zstd frame"...)
	return damaged(file, "a whole zstd file with foreign bytes behind it", records(file, 0, parts*perPart), stream), nil
}

// bomb is 64 MiB of one line in 64 kilobytes: it must cost no memory and become one place. It is one
// member 64 times over, since compressing it in one go takes longer than everything else here.
func bomb() (Bad, error) {
	const file, size = "compressed/bomb.jsonl.gz", 64 << 20
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(bytes.Repeat([]byte("z"), size/64)); err != nil {
		return Bad{}, err
	}
	err := w.Close()
	return Bad{Expectation{File: file, Damage: "one line of 64 MiB in 64 kilobytes of gzip", Places: 1,
		Reasons: []string{"limit", "long", "large"}, Bytes: size}, bytes.Repeat(b.Bytes(), 64)}, err
}

// tooMuchWindow declares a window of 2 GiB, which a decoder within a budget refuses.
func tooMuchWindow() (Bad, error) {
	const file = "compressed/window.jsonl.zst"
	head := []byte{0x28, 0xB5, 0x2F, 0xFD, 0x00, 21 << 3} // no single segment, window log 10+21
	block := []byte{0x01 | 2<<3, 0, 0, '{', '}'}
	b := damaged(file, "a zstd file that asks for a window of 2 GiB", nil, append(head, block...))
	b.Reasons = append(b.Reasons, "window", "memory")
	return b, nil
}
