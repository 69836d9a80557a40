package redact

import "testing"

func TestBreadthNumbers(t *testing.T) {
	exact(t, PII, `
at ⟦192.0.2.17⟧, ⟦192.0.2.17⟧:8080, http://⟦192.0.2.17⟧/x, (⟦192.0.2.17⟧), [⟦192.0.2.17⟧], "⟦192.0.2.17⟧", ⟦192.0.2.17⟧/24
⟦192[.]0[.]2[.]17⟧ and ⟦192.0.2[.]17⟧ and ⟦192(.)0(.)2(.)17⟧ and ⟦192[dot]0[dot]2[dot]17⟧ are defanged
⟦192.0.2.17⟧-⟦192.0.2.19⟧ ip=⟦203.0.113.9⟧; src=⟦203.0.113.9⟧,dst=⟦198.51.100.2⟧ from=⟦10.20.30.40⟧|x root@⟦203.0.113.9⟧
IP ⟦10.1.2.3⟧, host ⟦8.8.4.4⟧, DNS ⟦1.1.1.1⟧ and gateway ⟦10.0.0.1⟧
⟦2001:DB8::8A2E:370:7334⟧, [⟦2001:db8::1⟧]:443, http://[⟦2001:db8::1⟧]/, ⟦fe80::1ff:fe23:4567:890a%eth0⟧, ⟦2001:db8::1⟧/64
⟦::ffff:192.0.2.128⟧, ⟦64:ff9b::192.0.2.33⟧, ⟦fd12:3456:789a:1::1⟧, ⟦2001:0db8:0000:0000:0000:0000:0000:0001⟧, ⟦2001:db8:0:0:1::1⟧, ⟦fe80::1⟧
card ⟦4111 1111 1111 1111⟧ ⟦4111-1111-1111-1111⟧ ⟦4111.1111.1111.1111⟧ ⟦4111‸1111‸1111‸1111⟧ ⟦4111–1111–1111–1111⟧ ⟦4111/1111/1111/1111⟧
⟦3782 822463 10005⟧ ⟦3782-822463-10005⟧ ⟦378282246310005⟧ ⟦3714 4963 5398 431⟧ ⟦5105 1051 0510 5100⟧ ⟦2223003122003222⟧ ⟦6011 0009 9013 9424⟧ ⟦3530 1113 3330 0000⟧
⟦3056 9309 0259 04⟧ ⟦3056 930902 5904⟧ ⟦30569309025904⟧ Visa ⟦4222222222222⟧ ⟦6200000000000005⟧ ⟦41111 11111 11111 1⟧ card? card ⟦411111 1111111111⟧
⟦４１１１　１１１１　１１１１　１１１１⟧ and ⟦4111  1111  1111  1111⟧
⟦DE89 3704 0044 0532 0130 00⟧ ⟦DE89370400440532013000⟧ ⟦de89 3704 0044 0532 0130 00⟧ ⟦DE89-3704-0044-0532-0130-00⟧ ⟦DE89.3704.0044.0532.0130.00⟧
⟦DE 89 3704 0044 0532 0130 00⟧ IBAN:⟦DE89370400440532013000⟧ ⟦DE89 370400440532013000⟧ ⟦DE89 37040044 0532013000⟧
⟦GB82 WEST 1234 5698 7654 32⟧ ⟦GB82WEST12345698765432⟧ ⟦gb82west12345698765432⟧ ⟦FR14 2004 1010 0505 0001 3M02 606⟧ ⟦FR14 20041 01005 0500013M026 06⟧ ⟦BE68 5390 0754 7034⟧ ⟦NL91 ABNA 0417 1643 00⟧ ⟦CH93 0076 2011 6238 5295 7⟧ ⟦NO93 8601 1117 947⟧
⟦078-05-1120⟧ ⟦078 05 1120⟧ ⟦078.05.1120⟧ ⟦078–05–1120⟧ SSN ⟦078051120⟧ SSN# ⟦078-05-1120⟧ SS# ⟦078-05-1120⟧ Social Security No. ⟦078051120⟧ ssn:⟦078051120⟧ soc. sec. ⟦078 05 1120⟧ ITIN ⟦912-70-1234⟧
⟦00:1a:2b:3c:4d:5e⟧ ⟦00-1A-2B-3C-4D-5E⟧ ⟦001a.2b3c.4d5e⟧ MAC ⟦001A2B3C4D5E⟧ MAC address: ⟦00 1a 2b 3c 4d 5e⟧ HWaddr ⟦001a2b-3c4d5e⟧ ⟦00.1a.2b.3c.4d.5e⟧ ether ⟦0:1a:2b:3:4d:5e⟧ ⟦00:1a:2b:ff:fe:3c:4d:5e⟧ is EUI-64
Donate: ⟦1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2⟧ ⟦3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy⟧ ⟦bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq⟧ ⟦BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ⟧ ⟦0x52908400098527886E0F7030069857D2E4169EE7⟧
⟦bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr⟧ ⟦rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh⟧ ⟦DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L⟧ ⟦TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t⟧
⟦44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A⟧ ⟦tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb⟧ ⟦mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn⟧
bitcoincash:⟦qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a⟧ ⟦GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN7⟧
solana wallet ⟦7EqQdEULxWcraVx3mXKFjc84LhCkMGZCkRuDpvcMwJeK⟧ ⟦0xde0b295669a9fd93d5f28d9ec85e40f4cb697bae⟧
/home/⟦ada⟧/x /Users/⟦ada⟧/Documents C:\Users\⟦ada⟧\x C:/Users/⟦ada⟧/x C:\\Users\\⟦ada⟧\\x /home/⟦ada.lund⟧/ /home/⟦jürgen⟧/x
C:\Users\⟦Ada Lund⟧\Documents\x.txt and D:\Benutzer\⟦ada⟧\x and /mnt/c/Users/⟦ada⟧/x and /c/Users/⟦ada⟧/x and /cygdrive/c/Users/⟦ada⟧/x
/export/home/⟦ada⟧/x /usr/home/⟦ada⟧/x ~⟦ada⟧/x /var/mail/⟦ada⟧ \\server\home\⟦ada⟧\x \\server\users$\⟦ada⟧ file:///C:/Users/⟦ada⟧/x file:///home/⟦ada⟧/x
cd /home/⟦ada⟧ && ls; HOME=/home/⟦ada⟧; "/home/⟦ada⟧"; in /Users/⟦ada⟧. %2FUsers%2F⟦ada⟧%2Fx /home2/⟦ada⟧/public_html
https://⟦ada:s3cr3t-x⟧@example.org/ ftp://⟦ada:s3cr3t⟧@ftp.example.org:21/ mongodb+srv://⟦ada:p%40ss1⟧@c0.example.net/db redis://⟦:s3cr3tx9⟧@cache:6379
smb://⟦ada:s3cr3t⟧@host/share postgres://⟦ada:p#x,9!⟧@db.example.org/x mysql://⟦root:Pa55;w0rd⟧@127.0.0.1:3306/x
Version 10.0.17.3, section 4.3.2.1, Chrome/120.0.6099.71, 127.0.0.1, ::1, 255.255.255.0, 0.0.0.0, 10.0.0.0/8, 1.2.3.4.5, 999.1.2.3
std::vector a::b 12:34:56 10:20 be::fe crate::a::b 16:9 1::2 00:00:00:00:00:00 ff:ff:ff:ff:ff:ff
4111 1111 1111 1112, DE88 3704 0044 0532 0130 00, 000-12-3456, 2012-05-12, 1234-56-7890123, 666-12-3456
da39a3ee5e6b4b0d3255bfef95601890afd80709 123e4567-e89b-12d3-a456-426614174000 sha1 9f86d081884c7d659a2feaa0c55ad015
/home/user/x /home/index.html /usr/home https://example.org/home/news/ ~/x ~/.ssh /Users/Shared/x C:\Windows\x ~5/x a~b/c
5210 5211 5212 5213 5214 5215 5216 5217 5218 5219 and 1577923200000, 1577836800000, 1999987200000 and 01110/11110 and 0000200 8f 7e
http://user:password@example.org/ https://example.org:8080/a@b http://host:80/?x=a@b.c http://example.org:80?x=a
`)
}

func TestBreadthAddress(t *testing.T) {
	exact(t, PII, `
He lives at ⟦12 Mole Road, Oldhaven, OH1 2AB⟧ now.
⟦Flat 3, 14 The Green, Westbury, BA13 3AB⟧.
Send it to ⟦1234 Elm St Apt 5, Springfield, IL 62704⟧ please.
Send it to ⟦1234 Elm Street, Springfield, Illinois 62704⟧.
⟦123 Main St W, Toronto, ON M5V 2T6⟧ and ⟦12 George St, Sydney NSW 2000⟧ and ⟦5 Queen Street⟧, Auckland 1010.
⟦42 N. Main St.⟧, Springfield, ⟦7 W 34th St, New York, NY 10001⟧; ⟦500 5th Ave⟧, New York.
⟦221B Old Baker Street, London NW1 6XE⟧.
⟦P.O. Box 1234, Orwenby, TX 75001⟧ or ⟦PO Box 77⟧ or ⟦Postfach 10 20 30, 10115 Berlin⟧ oder ⟦Postbus 123, 1000 AA Amsterdam⟧.
⟦Hauptstr. 5, 80331 München⟧; ⟦Am Markt 3, 12345 Oldhaven⟧; ⟦Straße des Friedens 12, 10115 Berlin⟧; ⟦An der Alten Mühle 7a, 50667 Köln⟧; ⟦Marktplatz 1, 8010 Graz⟧; ⟦Unter den Linden 77, 10117 Berlin⟧
⟦Bahnhofstrasse 12, CH-8001 Zürich⟧; ⟦Kirchgasse 9, D-10115 Berlin⟧; ⟦Goethestraße 12-14, 60313 Frankfurt am Main⟧
⟦12 bis, rue de la Gare, 69001 Lyon⟧; ⟦3 place de l'Église, 75001 Paris⟧; ⟦45 avenue des Champs, 75008 Paris⟧; ⟦8, allée des Tilleuls, 33000 Bordeaux⟧
⟦C/ Mayor, 5, 28013 Madrid⟧; ⟦Calle Mayor 5, 2º A, 28013 Madrid⟧; ⟦Avda. de la Constitución, 4, 41001 Sevilla⟧; ⟦Plaza de España 1, 50001 Zaragoza⟧; ⟦Paseo del Prado nº 8, 28014 Madrid⟧
⟦Via Roma 12, 00184 Roma⟧; ⟦Via Giuseppe Verdi, 8, 20121 Milano MI⟧; ⟦Piazza del Duomo 1, 20122 Milano⟧; ⟦Corso Italia, 22, 10121 Torino (TO)⟧
⟦Kerkstraat 12, 1017 GC Amsterdam⟧; ⟦Prinsengracht 263-H, 1016 GV Amsterdam⟧; ⟦Dorpsweg 4, 1234 AB Dorp⟧; ⟦Molenlaan 7 bis, 3055 EA Rotterdam⟧; ⟦Rue Haute 12, 1000 Bruxelles⟧
⟦ul. Długa 5/7, 31-147 Kraków⟧; ⟦ul. Marszałkowska 12 m. 5, 00-590 Warszawa⟧; ⟦al. Jerozolimskie 44, 00-024 Warszawa⟧; ⟦os. Kolorowe 5, 31-938 Kraków⟧
⟦Rua das Flores, 12, 1200-195 Lisboa⟧; ⟦Av. Paulista, 1000, São Paulo - SP, 01310-100⟧; ⟦Rua Augusta, 500 - Consolação, São Paulo - SP, 01305-000⟧; ⟦Travessa do Carmo 3, 1200-095 Lisboa⟧
⟦Storgatan 5, 111 22 Stockholm⟧; ⟦Nørregade 12, 1165 København K⟧; ⟦Storgata 5, 0155 Oslo⟧; ⟦Mannerheimintie 12 A 5, 00100 Helsinki⟧; ⟦Kungsgatan 44, SE-111 35 Stockholm⟧
⟦Dlouhá 5, 110 00 Praha 1⟧; ⟦Kossuth Lajos utca 5., 1055 Budapest⟧; ⟦Strada Lipscani 12⟧, București; ⟦Ermou 12, 105 63 Athína⟧; ⟦Atatürk Caddesi No: 12, 34000 İstanbul⟧; ⟦Gül Sokak No:5⟧, Ankara
⟦ул. Ленина, д. 5, кв. 12, 101000 Москва⟧; ⟦улица Мира, 15⟧; ⟦проспект Мира, дом 4⟧; ⟦г. Москва, ул. Садовая, д. 3⟧
⟦〒100-0001 東京都千代田区千代田1-1-1⟧; ⟦東京都新宿区西新宿2-8-1⟧; ⟦北京市朝阳区建国路88号⟧; ⟦서울특별시 강남구 테헤란로 123⟧
In 1999 Wall Street fell, the top 10 Wall Street banks; 5 High Court judges; 10 Downing Street said no.
He took 3 Drive systems; Platz 3 im Rennen; the 12 Apostles Road trip; via Twitter 12 hours; on Road 66 we met.
At place 3 in line; calle vacía; via 5 hops; plaza 2000; 42 Way Point; Chapter 5, Berlin 1945; May 5, 2010 Olympics.
They won 12 Grand Place awards; 100 Best Drive Inns; 7 Hill climbs; Am 3. Mai 2020 Berlin; Im Jahr 1990, Berlin war.
`)
}

func TestBreadthNational(t *testing.T) {
	exact(t, PII, `
NHS number ⟦943 476 5919⟧; NHS: ⟦9434765919⟧; National Insurance ⟦AB 12 34 56 C⟧; NI no. ⟦AB123456C⟧; NINO ⟦ab123456c⟧
DNI ⟦12345678Z⟧; DNI: ⟦12.345.678-Z⟧; ⟦12345678-Z⟧; NIE ⟦X1234567L⟧; ⟦X-1234567-L⟧
NIR ⟦1 85 05 78 006 084 91⟧; codice fiscale ⟦MRTMTT91D08F205J⟧; codice fiscale ⟦mrtmtt91d08f205j⟧
BSN ⟦111222333⟧; BSN: ⟦1112.22.333⟧; Steuer-ID ⟦86095742719⟧; IdNr. ⟦86 095 742 719⟧; PESEL ⟦44051401359⟧
Rijksregisternummer ⟦85.07.30-033.28⟧; ⟦850730-033-28⟧; CPF ⟦111.444.777-35⟧; CPF: ⟦11144477735⟧; CNPJ ⟦11.222.333/0001-81⟧
personnummer ⟦811218-9876⟧; ⟦19811218-9876⟧; CPR ⟦010190-1234⟧; fødselsnummer ⟦010190 12480⟧; HETU ⟦131052-308T⟧
SIN ⟦046 454 286⟧; SIN: ⟦046-454-286⟧; TFN ⟦123 456 782⟧; Medicare ⟦2123 45670 1⟧; IRD ⟦49-091-850⟧
Aadhaar ⟦2341 2341 2346⟧; PAN ⟦ABCPE1234F⟧; 身份证 ⟦11010519491231002X⟧; My Number ⟦1234 5678 9018⟧; 주민등록번호 ⟦880101-1234561⟧
CURP ⟦HEGG560427MVZRRL04⟧; RFC ⟦GODE561231GR8⟧; CUIT ⟦20-12345678-6⟧; RUT ⟦12.345.678-5⟧; RUT ⟦10.000.013-K⟧; CI ⟦1.234.567-2⟧
ID number ⟦8001015009087⟧; ID: ⟦800101 5009 087⟧; AHV ⟦756.9217.0769.85⟧; SVNR ⟦1237 010180⟧; T.C. Kimlik No ⟦10000000146⟧
СНИЛС ⟦112-233-445 95⟧; ИНН ⟦500100732259⟧; паспорт ⟦4509 123456⟧; РНОКПП ⟦3184710691⟧; ת.ז. ⟦123456782⟧
rodné číslo ⟦736028/5163⟧; ⟦736028/5163⟧; CNP ⟦1800101221144⟧; ЕГН ⟦7523169263⟧; OIB ⟦33392005961⟧; JMBG ⟦0101006500006⟧; kennitala ⟦120174-3399⟧
isikukood ⟦37605030299⟧; asmens kodas ⟦33309240064⟧; personas kods ⟦161175-19997⟧; AMKA ⟦01013099997⟧; ΑΦΜ ⟦094259216⟧; PPS ⟦1234567T⟧
NRIC ⟦S1234567D⟧; HKID ⟦A123456(3)⟧; Taiwan ID ⟦A123456789⟧; MyKad ⟦880101-14-5678⟧; CNIC ⟦12345-1234567-1⟧; NIK ⟦3174012345678901⟧; Thai ID ⟦1-1017-00230-70-8⟧
passport ⟦C01X00T47⟧; Passport No. ⟦123456789⟧; passport number: ⟦AB1234567⟧; driver's license ⟦D1234567⟧; driving licence ⟦MORGA657054SM9IJ⟧; Personalausweis ⟦L01X00T471⟧
ITIN ⟦912-70-1234⟧; TAJ ⟦111 111 110⟧; NIF ⟦123456789⟧; contribuinte ⟦123 456 789⟧
Emirates ID ⟦784-1980-1234567-9⟧; national ID ⟦29001011234567⟧; identity card ⟦AB123456⟧; codice ⟦MRTMTT91D08F205J⟧
Order 943 476 5919, part 12345678A, lot X1234567M, model AB123456C-2, PN 111222333, ISBN 978-3-16-148410-0, EAN 4006381333931
Invoice 20-12345678-6, ref. 12.345.678-5, case 2012-123456, RFC 2822, CI build 1234567, ID 5, id 12345, PAN zoom, TAJ Mahal 1632, SIN 2019
`)
}
