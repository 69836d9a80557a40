package redact

import "github.com/tamis-data/tamis/transform"

var gibberishExamples = []transform.Example{
	{Note: "A character inventory between two paragraphs. An alphabet in a sentence is none.",
		Docs:  []string{"The talks ended.\n\n! ! # # $ $ %% && ''(())**++,,--..//00112233445566778899::;;<<==>>??@@AABBCCDDEEFFGGHHIIJJKKLLÀÁÂÃÄÅÆÇ\n\nThey go on in May: A B C D E F G H I J K L M N O P Q R S T U V W X Y Z."},
		Gives: []string{"The talks ended.\n\nThey go on in May: A B C D E F G H I J K L M N O P Q R S T U V W X Y Z."}},
	{Note: "Bytes in a sentence; a digest is a name and stays.",
		Docs:  []string{"The frame 4f 3a 00 ff 91 1c e0 7b 22 9d 4e 10 aa 03 5c 6f 77 81 b2 c4 d9 arrived. Commit 3f2a9c1d0b7e4f5a6c8d9e0f1a2b3c4d5e6f7a8b sent it."},
		Gives: []string{"The frame arrived. Commit 3f2a9c1d0b7e4f5a6c8d9e0f1a2b3c4d5e6f7a8b sent it."}},
	{Note: "A log, with a mask in its place. Minutes with the time of day are no log.", Args: `{replace: "<{kind}>"}`,
		Docs: []string{"It failed:\n\n2024-02-05 10:01:12,431 ERROR [pool-1-thread-7] org.example.Mail - no route to relay\n2024-02-05 10:01:13,002 INFO [pool-1-thread-7] org.example.Mail - retry=1 id=7f3a\n\n" +
			"10:05:00 Anna: We start now.\n10:07:30 Bo: I am late."},
		Gives: []string{"It failed:\n\n<log>\n\n10:05:00 Anna: We start now.\n10:07:30 Bo: I am late."}},
	{Note: "Letters at random, in words; chess and names of few vowels are none.",
		Docs:  []string{"xkqjv plmrt wqzzk bnvcx hgfjd qpwlz mxncb vjkqr\n\n1. e4 e5 2. Nf3 Nc6 3. Bb5 a6 4. Ba4 Nf6 5. O-O Be7 6. Re1 b5\n\nKrzysztof Brzęczyszczykiewicz and Wawrzyniec Chrząszcz won."},
		Gives: []string{"1. e4 e5 2. Nf3 Nc6 3. Bb5 a6 4. Ba4 Nf6 5. O-O Be7 6. Re1 b5\n\nKrzysztof Brzęczyszczykiewicz and Wawrzyniec Chrząszcz won."}},
	{Note: "A manual keeps its code.", Args: "code",
		Docs:  []string{"Decode this:\n\n```\nwJ6ll+eRt5Vk8higSee51RSaKgWI5Uji0WpDykEGgTjF7UAc6/8DiFpd\n```\n\n" + "wJ6ll+eRt5Vk8higSee51RSaKgWI5Uji0WpDykEGgTjF7UAc6/8DiFpd\n"},
		Gives: []string{"Decode this:\n\n```\nwJ6ll+eRt5Vk8higSee51RSaKgWI5Uji0WpDykEGgTjF7UAc6/8DiFpd\n```\n\n"}},
}

const gibberishDoc = `| kind | what | known by |
|---|---|---|
| inventory | alphabets, charts of characters, also with code points, numbers or quotes between them, specimens of fonts | characters in the order of their code points |
| base64 | base64, also in data URIs and between BEGIN and END lines, uuencode | turns between large, small and digits; the length that a line states |
| hex | digests in lists, hexdumps, bytes as ` + "`4f 3a`, `0x4f,`, `%4F`, `\\x4f`, `4f:3a`" + ` | groups of one width |
| code | packed JavaScript and CSS, serialised values, hunks of diffs, assembly, G-code | signs of code within tokens, few blanks; the lines that a hunk states |
| log | entries of system, web server and application logs, messages of compilers, listings of ls, ps and netstat | a time to the second and what only machines write beside it; their columns |
| trace | stack traces of a dozen languages, registers | their frames |
| tokens | keys, ids and UUIDs in a row, letters at random, a hand on the keys | pairs of letters that no language has |
| data | JSON and its relatives, XML, SVG and feeds without prose, files of settings, rows of CSV that are numbers and ids, SQL that changes or defines data, heads of mail and HTTP, vCard, iCalendar, EDI, HL7, FIX, NMEA, source of PDF and PostScript, coordinates, paths of drawings | brackets with keys; tags with values between them; names and values line after line; many decimals |
| noise | bytes read as text, undecodable characters, storms of punctuation, scripts mixed within words | characters that do not stand side by side |
| run | one character or a short cycle, said forty times; words (` + "`la la la`" + `) a hundred and twenty characters long | its period |

Each token of a text speaks for language or for a dump, in bits: how much likelier its letters follow one
another in some language than in a random row of letters (a table of the Latin, Cyrillic and Greek
alphabets, learned from 90 languages), how often it turns between letters, digits and signs. A stretch is cut
where the bits add up to 40, or 60 beside words in its line (the maximal scoring stretch of Karlin and
Altschul, as biologists look for genes). Lines and blocks known by their form count as a whole: a statement of an
export 44 bits, a line of settings 3 to 13, so that it takes several of these in a row.

A whole line goes with its line feed, a block also with the blank lines behind it where some stand before it;
within a sentence one of the two spaces goes.

Left alone: prose in any script, chess, formulas, names of chemicals, lists of numbers for people, tables (for
clean.tables), tags and entities (for clean.markup), URLs, code as people write it, a digest or a UUID in a
sentence, rules that belong to a heading, dots that lead to a page number. DNA below about 200 letters stays.
What is random but speaks: made-up words that one can say, and letters of other alphabets in no order, are not seen.`
