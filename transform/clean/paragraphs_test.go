package clean

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

const wrapped = "The old road over the pass was closed for good last autumn,\nafter the slope above the second bend had moved by a\nhand's breadth in a single night. Walkers may still use\nit at their own risk, and the inn says that its kitchen\nhas never been better.\n"

func TestParagraphs(t *testing.T) {
	for _, c := range []struct{ args, in, want string }{
		{"", "", ""},
		{"", "\n \n\t\n", ""},
		{"", "One line.\n", "One line.\n"},
		{"", "\n\nOne line.\n\n\n\nAnother.\n\n\n", "One line.\n\nAnother."},
		{"{blank_lines: 0}", "One line.\n\nAnother.\n", "One line.\nAnother.\n"},
		{"", wrapped, strings.ReplaceAll(strings.TrimSuffix(wrapped, "\n"), "\n", " ") + "\n"},
		{"{wrapped: keep}", wrapped, wrapped},
		{"", "# Road\n\n" + wrapped, "# Road\n\n" + wrapped}, // Markdown
		{"{wrapped: join}", "# Road\n\n" + wrapped, "# Road\n\n" + strings.ReplaceAll(strings.TrimSuffix(wrapped, "\n"), "\n", " ") + "\n"},
		{"", "This year's pro-\ngramme begins with a song that everybody knows.", "This year's programme begins with a song that everybody knows."},
		{"", "The well-known song is well-\nknown, but not self-\nmade, say the pre-\nand the after-war crowd.", "The well-known song is well-known, but not self-made, say the pre- and the after-war crowd."},
		{"{hyphens: false}", "This pro-\ngramme begins.", "This pro-\ngramme begins."},
		{"", "  • a lamp\n  • two ropes\n    ◦ of hemp", "- a lamp\n- two ropes\n  - of hemp"},
		{"", "•\ta lamp\n•\n  bread", "- a lamp\n- bread"},
		{"{bullets: false}", "• a lamp", "• a lamp"},
		{"", "    The road over the pass was closed for good.\n\n    Walkers may still use it, at their own risk.\n", "The road over the pass was closed for good.\n\nWalkers may still use it, at their own risk.\n"},
		{"{indents: false}", "    The road over the pass was closed.\n", "    The road over the pass was closed.\n"},
		// Each way to wrap.
		{"", "    The lamp of the outer mole was lit by a boy who\nhad come over the hill at night, and it went out\nagain before dawn. Nobody saw him go.\n    The next day the boats came back with nothing in\ntheir nets, and the town had bread and soup.\n",
			"The lamp of the outer mole was lit by a boy who had come over the hill at night, and it went out again before dawn. Nobody saw him go.\nThe next day the boats came back with nothing in their nets, and the town had bread and soup.\n"},
		{"", "The lamp of the outer mole was \nlit by a boy who had come over \nthe hill at night, and it went \nout again before dawn.\n\nIt is a short story, and a true \none.", "The lamp of the outer mole was lit by a boy who had come over the hill at night, and it went out again before dawn.\n\nIt is a short story, and a true one."},
		{"", "The lamp of the outer mole was lit\r\nby a boy who had come over the hill\r\nat night, and it went out again\r\nbefore dawn.\r\n", "The lamp of the outer mole was lit by a boy who had come over the hill at night, and it went out again before dawn.\r\n"},
		{"", "The lamp of the outer mole was lit\n\nby a boy who had come over the hill\n\nat night, and it went out again but\n\nnot before dawn.", "The lamp of the outer mole was lit by a boy who had come over the hill at night, and it went out again but not before dawn."},
		{"", "The lamp of the outer mole was lit by a boy\nwho had come over the hill at night, and it\n\nwent out again when the morning came. Nobody\nsaw him go, and nobody knew where he lived.", "The lamp of the outer mole was lit by a boy who had come over the hill at night, and it went out again when the morning came. Nobody saw him go, and nobody knew where he lived."},
		{"", "- an item of a list that is longer than a line and goes on and\n  on until it ends here\n- an item that is short", "- an item of a list that is longer than a line and goes on and on until it ends here\n- an item that is short"},
		{"", "码头上的灯是一个孩子点的，他晚上翻过山来，天亮以\n前灯又灭了。没有人看见他走，也没有人知道他住在哪\n里。", "码头上的灯是一个孩子点的，他晚上翻过山来，天亮以前灯又灭了。没有人看见他走，也没有人知道他住在哪里。"},
		{"", "أشعل صبي مصباح الرصيف الخارجي بعد أن جاء من\nوراء التل في الليل ثم انطفأ المصباح قبل طلوع\nالفجر ولم يره أحد.", "أشعل صبي مصباح الرصيف الخارجي بعد أن جاء من وراء التل في الليل ثم انطفأ المصباح قبل طلوع الفجر ولم يره أحد."},
		{"", "The lamp of the outer mole was lit by a boy who had \ncome over the hill \nat night, and it went out again before \ndawn. Nobody saw him go, and \nnobody knew.", "The lamp of the outer mole was lit by a boy who had come over the hill at night, and it went out again before dawn. Nobody saw him go, and nobody knew."},
		// Each hyphen, and those that stay.
		{"", "The com‐\nmittee and the con¬\ntract and the wea\u00AD\nther.", "The committee and the contract and the weather."},
		{"", "A man of long-\nterm plans and a decision-\nmaking body.", "A man of long-term plans and a decision-making body."},
		{"", "La maison est vide, répondit-\nil, et les chats sont dans la rue avec nous.", "La maison est vide, répondit-il, et les chats sont dans la rue avec nous."},
		{"", "They spoke about the future of the old Baltic-\nNordic ferry line and of the so long awaited B-\n52 exhibition at the museum, which nobody had\nseen.", "They spoke about the future of the old Baltic-Nordic ferry line and of the so long awaited B-52 exhibition at the museum, which nobody had seen."},
		{"", "The com- mittee met, and its long- term plans for the pre- and post-war har\u00ADbours were read.", "The committee met, and its long-term plans for the pre- and post-war harbours were read."},
		// Breaks before a blank; blanks before blank lines; page numbers; a salutation.
		{"", "The lamp of the outer mole was lit\n by a boy who had come over the hill.\n It was late, and nobody saw him\n go on his way to the village\n behind it.", "The lamp of the outer mole was lit by a boy who had come over the hill. It was late, and nobody saw him go on his way to the village behind it."},
		{"", "One line. \n\t\n\n\nAnother. \n \n", "One line.\n\nAnother."},
		{"", "The lamp of the outer mole was lit by a boy who had come\nover the hill at night, and nobody saw him go back to the\n\n- 12 -\n\nvillage behind the hill, where his mother had waited for him\nsince the evening, with a soup on the fire and the door of the\nhouse open.", "The lamp of the outer mole was lit by a boy who had come over the hill at night, and nobody saw him go back to the village behind the hill, where his mother had waited for him since the evening, with a soup on the fire and the door of the house open."},
		{"", "The lamp of the outer mole was lit by a boy who had come over the hill at night and by the\n\nPage 3 of 12\n\nother boys of the village, whose mothers had waited for them since the evening of the day.", "The lamp of the outer mole was lit by a boy who had come over the hill at night and by the other boys of the village, whose mothers had waited for them since the evening of the day."},
		{"", "Dear Anna,\n\nthe boats came back last night with nothing in the nets, and the\nharbour master told everyone.", "Dear Anna,\n\nthe boats came back last night with nothing in the nets, and the harbour master told everyone."},
		{"", "    – Where have you been, and why did nobody see you? – she asked.\n\n    2023 was the year in which the boats came back.", "– Where have you been, and why did nobody see you? – she asked.\n\n2023 was the year in which the boats came back."},
		// Bullets by company.
		{"", "Bring:\n– a lamp\n– two ropes", "Bring:\n- a lamp\n- two ropes"},
		{"", "* a lamp\n* two ropes\n\to\tof hemp\n\to\tof wire", "* a lamp\n* two ropes\n\t- of hemp\n\t- of wire"},
		{"", "\uF0B7 a lamp\n\uF0B7 two ropes", "- a lamp\n- two ropes"},
		{"", "→ a lamp\n→ two ropes", "- a lamp\n- two ropes"},
		// The last of several items with wrapped lines.
		{"", "1. after the slope above the second bend had moved by a\n   hand's breadth in a single night\n2. walkers may still use it at their own risk, and the inn\n   says that its business has never been better\n3. nobody has seen the mules", "1. after the slope above the second bend had moved by a hand's breadth in a single night\n2. walkers may still use it at their own risk, and the inn says that its business has never been better\n3. nobody has seen the mules"},
		{"", "第一条 为了加强山口道路的管理和维护工作制定本办法\n第二条 行人可以自担风险使用这条路并且遵守本办法的\n规定和其他有关的规定。", "第一条 为了加强山口道路的管理和维护工作制定本办法\n第二条 行人可以自担风险使用这条路并且遵守本办法的规定和其他有关的规定。"},
		// Blank lines of any white space.
		{"", "One line.\n\u00A0\n\u3000\nAnother.\n\u00A0\n", "One line.\n\nAnother."},
		{"", "One line.\r\n\r\n\r\nAnother.\r\n\r\n", "One line.\r\n\r\nAnother."},
		{"", "\u3000\u3000码头上的灯是一个孩子点的。\n\n\u3000\u3000他晚上翻过山来。", "码头上的灯是一个孩子点的。\n\n他晚上翻过山来。"},
		{"", "The inn is open.\n\nIt has soup.\n\n   Walkers may still use it.\n\nNobody does.", "The inn is open.\n\nIt has soup.\n\nWalkers may still use it.\n\nNobody does."},
		{"", "   The road over the pass was closed.\n\n     Walkers may still use it.", "The road over the pass was closed.\n\nWalkers may still use it."},
	} {
		if got := cleaned(t, steptest.New(t, Paragraphs, c.args, []string{c.in}, nil)); got != c.want {
			t.Errorf("%s of %q is\n%q, not\n%q", c.args, c.in, got, c.want)
		}
	}
}

// Lines that are lines stay.
func TestParagraphsLeaves(t *testing.T) {
	for _, text := range []string{
		"The river has no morning,\nthe river has no night,\nit carries down the darkness,\nit carries down the light.\n",
		"Nobody pays the ferryman\nfor where he does not go.\nThe rope is tied to evening.\nThe rest is in the row.",
		"Harbour Museum\nLower Quay 4\n12345 Orwenby", "- eggs\n- flour, the fine one\n- string", "1. Open the lid.\n2. Press the button.",
		"> On Monday you wrote that the key\n> was lost. It hangs behind the door.", "Title of the piece\nThe text of it begins here and goes on for a while, so that it is a line of its own and longer than any title would ever be, and so on.",
		"name    value\nfirst   1\nsecond  2", "| a | b |\n|---|---|\n| c | d |", "    for {\n        wait()\n    }", "First line of two  \nsecond line of two\\\nthird line",
		"The lamp was lit by somebody who had come over the hill at night\nand went out again before dawn\nwhile the boats of the lower quay were waiting for the wind to turn\nand nobody slept in the town\nor on the pier of the old mole",
		"one word\nand two", "\"Is this the boat?\"\n\"It is a boat,\" said the man,\n\"and that is the isle.\"",
		"– Where have you been?\n– At home, where else.\n– I see.", "* one footnote that stands alone", "~ 3 km\n~ 4 km", "♪ la la\n♪ la", "> one\n> two",
		"Roses of the garden, standing in the rain,\nwhisper to the window of a summer gone,\nnobody is walking down the gravel lane,\nonly little sparrows hopping on the lawn.",
		"* one\n* two\n  * two and a half", "+ one\n+ two", "• • •", "● ● ○ of three\n● ○ ○ of three", "○○시 근처에서 만났다.", "§ 1 Scope\n§ 2 Start", "☐ sugar\n☐ salt", "⚠ Hot\n⚠ Sharp", "– 5 °C\n– 3 °C",
		"« Viens,\n» dit-il,\n» et reste. »", "วันอาทิตย์ครัวปิด\n\nเด็กอายุต่ำกว่าหกปีโดยสารฟรี\n\nสุนัขเป็นของใคร",
		"In the years between the two storms, which everybody in the town remembers well, the boats rose to\n\n14\n\nand the houses to 120, as the old master of the harbour wrote in his book, which nobody has read.",
		"Files: boats of the outer mole and all that is in them\nCopyright: the master of the harbour and his two sons\nLicense: none\nFiles: lamps of the inner mole and the rope of each of them\nLicense: free",
		"o barco chegou\no barco partiu", "A title of three words\nBy somebody from the town",
		"I wandered down the road to where the old mill stood beside the\nwater, and I thought of you and of the\nlong evenings when the lamps were\nlit and nobody came to the door but the\nwind",
		"本次会议的主要内容有以下几个方面的工作安排\n1、加强山口道路的管理和维护工作保证行人安全\n2、加强客栈的管理和维护工作保证客人住得舒服\n（4）加强其他各个方面的工作保证一切都正常",
		"山道管理規則についてのお知らせとその他の事項\n(1) 旧道は昨年の秋に閉鎖されましたので通行でき\n(2) 歩行者は自己責任で利用することができますが\n① 宿の主人は商売がこれほど良かったことはないと",
		"床前明月光\n疑是地上霜\n举头望明月\n低头思故乡", "1. Open the lid of the box with both of your hands, and\n2. press the button on the left until the lamp goes out",
	} {
		if got := cleaned(t, steptest.New(t, Paragraphs, "", []string{text}, nil)); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestParagraphsLaws(t *testing.T) {
	checkMapper(t, Paragraphs, "", textOf("\n", "\n", "• ", "-\n", "and then the boats of the town came back to the pier\n", "the pilots slept\n", "  ", "# ", "> ", "```\n", "\r\n"),
		func(m transform.Mapper, s string) bool { return !m.(*paragraphsStep).candidate(s) },
		func(m transform.Mapper, s string, e *schema.Edits) { m.(*paragraphsStep).pass(s, e) })
}

func BenchmarkParagraphs(b *testing.B) {
	clean := strings.Repeat("The ferry is back in service, and the pilots return to work. It left at 10:30.\n\n", 3000) + "The end."
	dirty := strings.Repeat(wrapped+"\n\n", 1000)
	b.Run("clean", func(b *testing.B) { benchmark(b, steptest.New(b, Paragraphs, "", []string{clean}, nil), len(clean)) })
	b.Run("dirty", func(b *testing.B) { benchmark(b, steptest.New(b, Paragraphs, "", []string{dirty}, nil), len(dirty)) })
}
