package judge

import (
	"fmt"

	"github.com/tamis-data/tamis/internal/garble"
)

// Negatives returns the judge's lookalikes: sentences and blocks that are right as they are.
func Negatives() []garble.Negative { return append(saidNegatives(), setNegatives()...) }

func saidNegatives() []garble.Negative {
	said := garble.Said
	return []garble.Negative{
		said("tracking number", "The parcel 1Z 999 AA1 01 ‹D4› ‹D4› was left with a neighbour.", "Order no. 4‹D3›-‹D7›-‹D7› has two items.", "Quote reference PO‹d7› in all letters."),
		said("release", "Upgrade to 127.0.6533.‹n› or to ESR 115.‹n›.0 first.", "The driver 31.0.15.‹d4› replaces 30.0.14.‹d4›.", "Python 3.12.‹n› and glibc 2.36-9+deb12u‹n› are enough."),
		said("day and hour", "From 2019-03-31T02:00 to 03:00 there was no hour at all.", "The files of 31.12.99 and 01.01.00 are missing.", "On 11/11/1918 at 11:00 the guns fell silent."),
		{Kind: "book number", Make: func(r *garble.Rand) string {
			return fmt.Sprintf("Shelf mark 823.9/%s, ISBN %s, two copies.", r.Number(3), garble.ISBN13(r))
		}},
		said("position", "The mast stands at 53.‹D6›, -6.‹D6› on the hill.", "Anchor at 51°30′‹d2›″N 0°07′‹d2›″W until high water.", "Tile 14/8‹D3›/5‹D3› shows the pond."),
		said("figures", "Turnover rose from 1,204,‹d3› to 1,318,‹d3› in a year.", "The population was 12 345 in 1900 and 23 456 in 1950.", "Chapters 12-15, verses 101-119, and pages 1000-1010 were torn out.", "The winning numbers were 04 11 19 23 38 42."),
		said("long number", "Pi is 3.14159265358979323846 and so on.", "The barcode reads 4006381333931, nothing else.", "There are 18446744073709551616 grains of wheat on the board.", "The patent US 7,‹d3›,‹d3› B2 has lapsed."),
		said("dotted", "Section 10.4.2.1 of the manual says so.", "See clauses 3.1.4.‹n› and 5.2.0.1 of the standard.", "The object 1.3.6.1.4.1.‹d4› names the vendor."),
		said("compare", "Only where 0 < i && i < n does the loop stop.", "If x<y and y<z, then x<z.", "The yield was <1%, the loss >‹n›%."),
		said("angle", "A Vec<u8> becomes a &[u8], a Result<T, E> stays.", "Use HashMap<K, V> or a dict[str, int].", "Press <Ctrl+Alt+Del>, then wait."),
		said("arrows", "File -> Save As -> PDF is the shortest way.", "Cause => effect, never effect => cause.", "The road Maravel <-> Kestrin is closed."),
		said("spelling", "Her eBook, his iPad and their eScooter were stolen.", "The JavaScript of PayPal and the TeX of arXiv differ.", "Neither deviantART nor reCAPTCHA loaded."),
		said("initials", "Dr. E. M. Kestrin, M.D., and Lt. Col. Orwenby (U.S.A.F.) signed.", "See Fig. ‹n›, Eq. (‹n›) and Sec. 4.2 ff.", "Jan. and Feb. were wet, Sept. was dry, etc."),
		said("clock", "At 6:45 a.m. it was 3:2 for the guests.", "John 3:16 and Ps. 23:4 were read.", "The mix is 4:1:1, stirred for 1:30 min."),
		said("names of files", "Open notes.2021.txt, then run make.sh and lib/a.b.c.jar.", "The .env and the Cargo.toml are missing.", "Rename IMG_‹d4›.JPG to cover.jpeg."),
		said("address of a page", "It is at www.example.org/?q=a,b;c:d!e and at example.net/x.y.", "Look at https://example.com/a_(b),c first.", "Search example.org for tides."),
		said("amounts", "It cost £1,250.‹D2›, i.e. €1.480,‹D2› or ¥200,000.", "The dose is 0.5–1.5 mg/kg, max. 2,5 g.", "Add 1½ cups, 3/4 tsp and 2.5 cl."),
		said("rightly small", "The writer bell hooks kept her name small.", "They may march on, for the march was long.", "He polished the china, wore a jersey and lit the lamp."),
		said("sequence", "The codon AUG starts it, UAA ends it.", "Primer 5′-GGATCCATGGCTAGC-3′ failed twice."),
		said("long words", "The Dutch write meervoudigepersoonlijkheidsstoornis as one word.", "Pneumonoultramicroscopicsilicovolcanoconiosis is a lung disease."),
		said("short hash", "It was fixed in ‹x7› and broken again in ‹x10›.", "The part ‹u3›-‹d5›-‹u1› is out of stock."),
		said("marks in prose", "Is 5 * 4 = 20 and 2 ** 3 = 8?", "The variable max_line_width is set in main_loop.", "Use #‹d3› for the paint and [1, 2] for the range."),
		said("faces", "Well ... maybe :-/ or not ;)", "Hooray!!! :D", "What?! No... really?"),
		said("words of pages", "We share the bread and follow the river.", "Nobody could read more than two pages of the comments.", "The cookies were stale, the privacy of the cabin was welcome.", "All rights of way are reserved for walkers."),
		said("secret in prose", "The token of her love was a small key.", "Every password must have twelve characters.", "Put your API key into API_KEY=xxxxxxxx first.", "The secret: patience."),
		said("placeholder", "Set PASSWORD=changeme only on your own machine.", "Replace <token> by ${TOKEN} in the header.", "The default login is stated on the label."),
		said("at sign", "Tickets @ 5 crowns each, two @ 9.", "Follow the path, @ the mill turn left.", "The decorator @property and the handle @oldhaven are fine."),
		said("foreign letters", "The Greek α and the Cyrillic ж stand beside ß and ø.", "Ærø, Łódź and Őrség are places.", "Ça va, señor? Così così.").Except("mojibake"),
		said("quantities", "The plank is 2 x 4, 8 ft. long, 3/4 in. thick.", "Size 10-12 fits 5'10\" and 160 lb."),
		said("dash", "The Oldhaven–Kestrin line – all 40 km of it – is closed.", "A well-known, half-open, twenty-one-year-old gate."),
	}
}

func setNegatives() []garble.Negative {
	set := garble.Set
	return []garble.Negative{
		set("game", "1. d4 d5 2. c4 dxc4 3. Nf3 Nf6 4. e3 e6 5. Bxc4 c5 6. O-O a6 7. dxc5 Bxc5 8. Qxd8+ Kxd8 9. Be2 Ke7 1/2-1/2", "1.e4 c5 2.Nf3 d6 3.d4 cxd4 4.Nxd4 Nf6 5.Nc3 a6 6.Be2 e5 7.Nb3 Be7 8.O-O O-O 0-1"),
		set("verses", "Row, said the river,\nrow, said the rain,\nrow to the harbour\nand row home again.", "u u u\nthe owl\nu u\nthe wood\nu", "Stone upon stone,\n  word upon word,\nnothing was spoken,\n  nothing unheard.").Except("casing"),
		set("program", "    let n = xs.iter().filter(|x| **x > 0).count();\n    println!(\"{n}\");", "```python\nfor k, v in d.items():\n    print(k, v)\n```", "    $ tar xzf a.tar.gz\n    $ cd a && ./configure").Except("tables", "dump"),
		set("answers", "> Did you close the lock?\nYes, at nine.\n> And the lamp?\nThat too.", "Mira wrote on Friday:\n> The boat is sold.\n>\n> Love, M."),
		set("options", "Name      Unit   Range\n----      ----   -----\nspeed     m/s    0-‹n›\ndepth     m      0-‹d3›", "  --all     show everything\n  --dry     change nothing\n  --jobs N  run N at once").Except("tables", "dump"),
		set("steps", "1. Fill the kettle.\n2. Light the stove.\n3. Wait.", "- sugar\n- flour, sifted\n- ‹n› plums"),
		set("refrain", "Haul away, boys, haul away,\nthe tide will turn at noon.\nHaul away, boys, haul away,\nwe shall be home by June."),
		set("timetable in words", "The first boat leaves the upper quay at six and takes the school.\nThe second boat leaves the upper quay at nine and takes the mail.\nThe third boat leaves the lower quay at noon and takes the bread.").Except("paragraphs"),
		set("letterhead", "To the harbour master\nUpper quay\nMaravel").Except("pii", "boiler"),
		set("persian", "پیرمرد هر روز کنار رودخانه می‌نشست و قایق‌ها را می‌شمرد.").Except("tables", "paragraphs"),
		set("ethiopic", "ሴቶቹ ጠዋት ውሃ ቀድተው ሲመለሱ ዝናቡ ጀመረ።").Except("tables", "paragraphs"),
		set("bengali", "বৃষ্টি থামলে ছেলেমেয়েরা নদীর ধারে নৌকা ভাসাতে গেল।").Except("tables", "paragraphs"),
		set("thai lines", "เด็ก ๆ วิ่งเล่นริมคลองจนพระอาทิตย์ตกดิน แล้วจึงกลับบ้าน").Except("tables", "paragraphs"),
		set("korean", "비가 그치자 어부들은 그물을 들고 바닷가로 나갔다.").Except("tables", "paragraphs"),
		set("japanese lines", "夜になると、灯台の光が静かな海の上をゆっくり回った。").Except("tables", "paragraphs"),
	}
}
