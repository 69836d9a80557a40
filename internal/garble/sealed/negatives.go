package sealed

import "github.com/tamis-data/tamis/internal/garble"

// Negatives returns the lookalikes that belong to these kinds.
func Negatives() []garble.Negative {
	return append(saidNegatives(), setNegatives()...)
}

func saidNegatives() []garble.Negative {
	said := garble.Said
	return []garble.Negative{
		said("order number", "Parcel 00340434161094‹d6› waits at the counter.", "The policy PX-‹d4›/‹d3›-B covers fire, not water.", "See case 14 O ‹d3›/22 and RFC ‹d4›."),
		said("version", "Kernel 6.1.0-‹n›-amd64 boots, 5.10.‹d3› does not.", "The schema is at 2024.3.‹n›.", "TLS 1.2 and HTTP/1.1 are off, USB 3.0 works."),
		said("date", "From 1/2/03 to 4/5/06, that is 1159 days, it rained.", "The entry of 20240613T1405Z is wrong.", "In 44 BC, or 709 AUC, nobody knew."),
		{Kind: "isbn", Make: func(r *garble.Rand) string {
			return "EAN " + garble.ISBN13(r) + ", DOI 10.1000/xyz" + r.Number(3) + ", stands on the back."
		}},
		said("coordinates", "Position: N 53° ‹d2›.‹D3›' E 008° ‹d2›.‹D3›', depth 12 m.", "Grid 32U PD ‹d5› ‹d5› is a bog."),
		said("phone-like", "The loop ran 1-800-350 times a second.", "Bolts of 10-24 and 12-28 do not fit 8-32.", "Results: 6-4 3-6 7-6(5).", "Add 250 g, 125 ml and 3 x 15 min."),
		said("less than", "We need p<0.05 and n>‹n›, or else a<>b.", "The range is ‹n› < t <= 99 °C.", "He wrote <3 under the letter."),
		said("generics", "Call Foo<Bar<Baz>>() and std::map<int, string> m;.", "The arrow => maps, |> pipes and <> compares.", "Type <Enter>, then <Ctrl>+C."),
		said("brand", "The eSports team plays for AirBnB, not for easyJet.", "LinkedIn, TikTok and WhatsApp are spelled so, as is iPadOS.", "The FitzGeralds and MacLeods met O'Neill's DeLorean."),
		said("abbreviation", "Gen. A. B. Kestrin (ret.), b. 1911, d. 1990, cf. vol. ‹n›, pp. 3–9.", "The St. John's Co. vs. Smith et al. case, viz. no. ‹n›.", "She has a B.Sc. and an M.B.A., a.k.a. debt."),
		said("time", "At 0730 hrs, or 7h30, or 7:30:00.‹D3›, all was quiet.", "Mark 4:35 and Luke 6:20–26 agree.", "The odds are 3:1, the scale 1:25,000."),
		said("file name", "Run ./configure && make, then look at ~/.bashrc and a.out.", "It needs libc.so.6, index.d.ts and .gitignore.", "ASP.NET and Vue.js ship with D3.js."),
		said("url", "Try ftp.example.org:21/pub/x.tar.gz;type=i or mailto links.", "The site was example.edu/~dept/page,2.html.", "Use doi.example.org/10.1000/182?x=a:b."),
		said("decimal", "Pay 1.234.567,‹d2› € or 1'234'567.‹d2› francs.", "From .5 to 1.5e-‹n›, i.e. 3,14 in Bern.", "It weighs 2⅔ lb, 1 1/2 st or 0x1F units."),
		said("small", "The company adidas and the poet e. e. cummings keep it small.", "We will mark it, bill it and frank it on the job.", "A jersey of denim and a cup of java, please, with a sandwich."),
		said("dna", "Allele rs‹d6› reads TTAGGGTTAGGGTTAGGG at the end.", "The peptide MKTAYIAKQR was folded twice."),
		said("long word", "He suffers from hippopotomonstrosesquippedaliophobia.", "The Finnish lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas saluted."),
		said("commit", "Build ‹x8› passed on arm64, build ‹x8› did not.", "Chassis WVWZZZ1JZ3W‹d6› was red."),
		said("markdown-like", "Is 2**8 the same as 2^8, or is __init__ special?", "Take a [left] at {the} |bar|."),
		said("emoticon", "Yes!!! :-D <3 … or no?", "Hmm... er... OK."),
		said("plain words", "They share everything and subscribe to nothing.", "Back to top form, she could continue reading minds.", "The menu was in French; the cookie was not."),
		said("password in prose", "The password is something you must never write down.", "My secret key is under the token flower pot.", "Set API_KEY=<your key here> first."),
	}
}

func setNegatives() []garble.Negative {
	set := garble.Set
	return []garble.Negative{
		set("chess", "1.Nf3 d5 2.g3 g6 3.Bg2 Bg7 4.d4 Nf6 5.0-0 0-0 6.c4 c6 7.cxd5 cxd5 8.Ne5 e6 9.Nc3 Nfd7 10.f4 Nc6 11.Be3 Nb6 ½–½"),
		set("poem", "Tick, tick,\ntick, said the clock,\ntick to the candle,\ntock to the lock.", "lullay, lullay,\n    my little boat,\nthe moon is an oar\n    and you are afloat", "S, s, s, the scythe sings so,\nsweet summer grass, lie low, lie low."),
		set("code", "    SELECT name, count(*)\n      FROM ferry\n     GROUP BY name;", "```\n$ ls -la | grep x\n```", "    while (i-- > 0) {\n        sum += a[i] * b[i];\n    }").Except("tables", "dump"),
		set("quoting", "On Tuesday, Mira wrote:\n> > Is the boat sold?\n> Not yet.\nNow it is.", "| He said it first.\n| Then she did."),
		set("manual table", "  -h, --help       show this text\n  -o, --out FILE   write to FILE\n  -q               be quiet", "Pin    1   2   3\nLevel  H   L   H").Except("tables", "dump"),
		set("list", "a) the key\nb) the lamp\nc) ‹n› candles", "* one\n* two\n  * two and a half"),
		set("thai", "ลมหนาวพัดมาตั้งแต่เช้า ชาวบ้านจึงจุดไฟแล้วนั่งล้อมวงเล่าเรื่องเก่า").Except("tables", "paragraphs"),
		set("chinese", "孩子们把纸船放进小溪，跟着它一直跑到磨坊旁边才停下来。").Except("tables", "paragraphs"),
		set("japanese", "雪がやむと、村の人たちは屋根に上って、夕方まで雪をおろした。").Except("tables", "paragraphs"),
		set("arabic", "في الصباح فتحت الجدة النافذة ونظرت طويلًا إلى السفن البعيدة.").Except("tables", "paragraphs"),
		set("amharic", "ልጆቹ ከትምህርት ቤት ሲመለሱ በዛፉ ሥር ተቀምጠው ይጫወታሉ።").Except("tables", "paragraphs"),
		set("hangul", "아이들은 눈이 그치자마자 언덕으로 달려가 해가 질 때까지 놀았다.").Except("tables", "paragraphs"),
		set("tamil", "குழந்தைகள் மாலையில் ஆற்றங்கரையில் விளையாடினார்கள்.").Except("tables", "paragraphs"),
	}
}
