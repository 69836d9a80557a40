package redact

import (
	_ "embed"
	"strings"
	"testing"
)

// Lines of pages: each goes, standing for itself.
const pageLines = `We value your privacy
We and our partners store and/or access information on a device, such as cookies, and process personal data, such as unique identifiers, for personalised ads and content.
Cookies help us deliver our services. By using our services, you agree to our use of cookies.
This site uses Akismet to reduce spam. Learn how your comment data is processed.
Diese Webseite benutzt Cookies. Wenn Sie die Website weiter nutzen, gehen wir von Ihrem Einverständnis aus.
Ce site utilise des traceurs pour réaliser des statistiques de visites. Accepter Refuser
Usamos cookies para asegurar que te damos la mejor experiencia en nuestra web.
Utilizziamo i cookie per essere sicuri che tu possa avere la migliore esperienza sul nostro sito.
Tento web používá k poskytování služeb a analýze návštěvnosti soubory cookie.
Az oldal sütiket használ a felhasználói élmény javítása érdekében.
Acest site folosește cookie-uri. Continuarea navigării implică acceptarea lor.
Χρησιμοποιούμε cookies για να σας προσφέρουμε την καλύτερη εμπειρία στη σελίδα μας.
Vi använder kakor för att webbplatsen ska fungera så bra som möjligt.
Käytämme evästeitä parantaaksemme käyttökokemusta.
Denne hjemmeside bruger cookies. Accepter alle | Afvis
Situs ini menggunakan cookie untuk meningkatkan pengalaman Anda.
Trang web này sử dụng cookie để cải thiện trải nghiệm của bạn.
نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا.
אתר זה משתמש בעוגיות כדי לשפר את חוויית הגלישה שלך.
این سایت از کوکی‌ها برای بهبود تجربه شما استفاده می‌کند.
हम आपके अनुभव को बेहतर बनाने के लिए कुकीज़ का उपयोग करते हैं।
이 웹사이트는 쿠키를 사용합니다. 계속 이용하시면 쿠키 사용에 동의하는 것으로 간주됩니다.
เว็บไซต์นี้ใช้คุกกี้เพื่อพัฒนาประสบการณ์การใช้งานของคุณ
我们使用Cookie来改善您的浏览体验。继续浏览即表示您同意我们使用Cookie。
当ウェブサイトでは、利便性向上のためにクッキーを使用しています。
Цей сайт використовує файли cookie. Продовжуючи перегляд, ви погоджуєтеся з цим.
Please disable your ad blocker to support our journalism.
Please enable JavaScript to view the comments powered by Disqus.
Share on X (formerly Twitter)
Share via Email
Del på Facebook
Dela på Facebook | Twitter | E-post
Jaa Facebookissa
Поділитися у Facebook | Telegram | Viber
Μοιραστείτε το άρθρο στο Facebook
Facebook'ta paylaş | Twitter | WhatsApp
شارك على فيسبوك | تويتر | واتساب
שתפו בפייסבוק | טוויטר | ווטסאפ
اشتراک‌گذاری در تلگرام | واتساپ
फेसबुक पर शेयर करें | व्हाट्सएप
페이스북 공유하기 트위터 공유하기 카카오톡
分享到： 微信 微博 QQ空间
この記事をシェアする
Chia sẻ lên Facebook
Bagikan ke WhatsApp | Facebook
Sdílet na Facebooku
Facebook X Pinterest WhatsApp
Get the day's top stories delivered to your inbox every morning.
Join 12,000 other subscribers
Subscribe now for unlimited access
Melden Sie sich für unseren täglichen Newsletter an
Recevez chaque matin l'essentiel de l'actualité dans votre boîte mail
Recibe las noticias en tu correo
Iscriviti alla nostra newsletter per ricevere le ultime notizie
Assine nossa newsletter
Abonneer u op onze nieuwsbrief
Odebírejte náš newsletter
Iratkozz fel hírlevelünkre!
Abonează-te la newsletter
Εγγραφείτε στο newsletter μας
E-bültenimize abone olun
Prenumerera på vårt nyhetsbrev
Tilaa uutiskirje
Tilmeld dig vores nyhedsbrev
Berlangganan newsletter kami
Đăng ký nhận bản tin
اشترك في نشرتنا الإخبارية
הירשמו לניוזלטר שלנו
در خبرنامه ما عضو شوید
हमारे न्यूज़लेटर की सदस्यता लें
뉴스레터 구독하기
メルマガに登録する
订阅我们的电子报
Підпишіться на нашу розсилку
Войдите или зарегистрируйтесь, чтобы оставить комментарий
You must be logged in to post a comment.
To continue reading, please log in or create an account.
Zum Weiterlesen bitte anmelden
Connectez-vous pour lire la suite
Inicia sesión para comentar
ログイン | 新規会員登録
登录 | 注册
로그인 | 회원가입
تسجيل الدخول | إنشاء حساب
Kirjaudu sisään | Rekisteröidy
Home » Local news » Harbour
Αρχική > Νέα > Πολιτική
Ana Sayfa > Haberler > Ekonomi
Etusivu | Uutiset | Urheilu | Sää
الرئيسية > أخبار > سياسة
ראשי | חדשות | ספורט | תרבות
首页 > 新闻 > 国际
ホーム > ニュース > 国際
홈 > 뉴스 > 정치
होम > समाचार > खेल
Trang chủ > Tin tức > Thể thao
Beranda > Berita > Ekonomi
Page 1 of 5
1 2 3 4 5 … 12 Next
« Previous 1 2 3 Next »
Load more
Vorherige Seite | Nächste Seite
Zurück zur Übersicht
Hoppa till innehåll
Przejdź do treści
Перейти к содержимому
Read next: The mill that would not stop
RELATED: Ten walks along the coast
MORE: Ferry strike enters third week
Watch: Divers free a seal
Don't miss: Our guide to the islands
Click here to read more
Les mer »
Lue myös: Lautta palaa liikenteeseen
Läs också: Färjan är tillbaka
Přečtěte si také: Most je opět otevřen
Διαβάστε επίσης: Άνοιξε ξανά η γέφυρα
Devamını oku
اقرأ أيضا: عودة العبارة إلى الخدمة
קראו גם: המעבורת חוזרת
यह भी पढ़ें: पुल फिर खुला
続きを読む
関連記事：橋が再開
阅读更多
相关阅读：大桥重新开放
관련기사: 다리 다시 열려
Baca juga: Jembatan kembali dibuka
Xem thêm: Cầu mở cửa trở lại
Story continues below advertisement
Advertisement - Scroll to continue
Sponsored content
Anzeige
Werbung
PUBLICITÉ
© Copyright 2023. Harbour News Ltd
(c) 2020 by Pellworth Media
Copyright 2021 Associated Press. All rights reserved.
Tutti i diritti riservati
Alle rechten voorbehouden © 2022
Všechna práva vyhrazena
Tüm hakları saklıdır © 2023
© 2024 Ο Ταχυδρόμος. Με επιφύλαξη παντός δικαιώματος.
جميع الحقوق محفوظة © 2023
כל הזכויות שמורות © 2022
版权所有 © 2023
無断転載を禁じます
무단전재 및 재배포 금지
Kaikki oikeudet pidätetään.
The content of this site may not be reproduced without prior written permission.
Privacy Policy · Terms · Contact
Theme: Twenty Twenty by WordPress
0 Comments
Leave a Reply Cancel reply
Your email address will not be published. Required fields are marked *
Schreibe einen Kommentar
Laisser un commentaire
Оставить комментарий
Download our app on the App Store and Google Play
Published 3 May 2024
Last updated: 12 June 2023 at 14:05
12 June 2024
5 min read
By Jane Vexley and Tom Brellin
Jane Vexley, Political Correspondent
Di Tomas Brellin | 12 giugno 2024
Автор: Анна Иванова
Photo: Getty Images
Foto: dpa / Hans Meiser
(Photo by Tom Brellin/Getty Images)
Tags: ferry, harbour
Categories: News, Local
标签：桥梁，交通
Теги: порт, забастовка
This website uses cookies to ensure you get the best experience on our website. Learn more. Got it!
By clicking "Accept All", you consent to the storing of cookies on your device.
Accept cookies
Necessary | Preferences | Statistics | Marketing
Your privacy choices
Manage consent preferences
We use cookies and similar technologies to personalise content and ads, to provide social media features and to analyse our traffic.
Reject non-essential cookies
Cookie settings
Accept & Close
Wir und unsere Partner verarbeiten Daten, um Ihnen personalisierte Anzeigen zu zeigen. Zustimmen | Ablehnen
Mit der Nutzung unserer Seite erklären Sie sich mit der Verwendung von Cookies einverstanden.
Nous et nos partenaires utilisons des cookies pour mesurer l'audience. Gérer mes choix
En cliquant sur « Accepter », vous consentez au dépôt de cookies.
Al continuar navegando acepta nuestra política de cookies.
Proseguendo la navigazione acconsenti all'uso dei cookie.
Ao continuar a navegar concorda com a nossa política de privacidade.
Door deze site te gebruiken gaat u akkoord met ons cookiebeleid.
Strona wykorzystuje pliki cookies w celach statystycznych. Rozumiem
Мы используем файлы cookie, чтобы сделать сайт удобнее. Хорошо
Сайт использует куки. Подробнее в политике конфиденциальности.
Souhlasím se zpracováním osobních údajů
Share this story
Share this post on social media
Like this:
Email this article
Send to a friend
Print this page
Spread the word!
Follow @OldhavenCourier on Twitter
Find us on Facebook
Like us on Facebook
Join our Telegram channel
Folgen Sie uns auf Instagram
Beitrag teilen
Partager cet article
Compartir esta noticia
Condividi questo articolo
Compartilhe esta notícia
Deel dit artikel
Podziel się tym artykułem
Поделиться новостью
Подписывайтесь на наш Telegram-канал
Следите за нашими новостями в Яндекс.Дзен
WhatsApp'ta paylaş
Dela artikeln
Del artiklen
1.2K Shares
245 shares
Shares: 17
Click to print (Opens in new window) Click to email a link to a friend (Opens in new window)
Sign up
Get our free daily newsletter
Never miss an update
Enter your email
Your email address
Support independent journalism. Donate today.
You have 3 free articles remaining this month.
This article is for subscribers only.
Create a free account to read this article
Forgot your password?
Not a member? Join now
Remember me
My account | Log out
Sign in with Google
Newsletter abonnieren
Keine Nachricht mehr verpassen
Restez informé : inscrivez-vous
Recibe nuestro boletín semanal
Zapisz się na newsletter
Подпишись на новости
Получайте свежие новости на почту
Войти через Google
Skip to main content
Toggle navigation
Menu Close
You are here: Home / News / Local
Home / Blog / 2024 / May
Home · About · Archive · RSS
Older posts
Newer posts →
‹ Previous Next ›
Page 3
Seite 2 von 7
Página 1 de 3
Страница 1 из 5
Back to homepage
Return to top
View all news
See all results
Table of contents
Search this site
Search for:
Select language
English | Deutsch | Français
Contact us | Advertise with us | Careers
About us Contact Privacy policy Terms
Go to top ↑
Continue Reading
Read full article
Read the full story here
Full story »
Learn more →
[...] Read more
(Read more)
Keep reading
See more
View original article
View comments
Most read
Trending now
Recommended for you
More from this author
Up next
Latest news
Popular posts
Recent comments
Editor's picks
Also on this site:
Read also
LEIA TAMBÉM: Ponte reabre na segunda
LEA TAMBIÉN | Vuelve el transbordador
Lesen Sie mehr zum Thema
Das könnte Sie auch interessieren
Mehr Nachrichten aus der Region
Vous aimerez aussi
Plus d'articles
Artículos relacionados
Potrebbe interessarti anche
Zobacz także: Most znów otwarty
Похожие статьи
Copyright
© The Oldhaven Courier
Copyright © Oldhaven Courier
All content copyright 2018 Oldhaven Courier
2023 © Kurier Portowy
Oldhaven Courier © 2021
© 2022 All Rights Reserved
All Rights Reserved.
Site by Brellin Design
Hosted by Castrane Web
Reproduction in whole or in part is prohibited without written permission.
Reprodução proibida
Riproduzione riservata ©
Использование материалов сайта разрешено только при наличии активной ссылки.
转载请注明出处
#BreakingNews
Tags: #ferry #harbour
Tagged with: ferry, harbour
Posted in News | Tagged ferry, harbour | Leave a comment
Filed Under: News
More about: ferry, harbour, strike
Topics: Ferry Strike Harbour
Keywords: ferry; strike
#hafen#streik
标签: 桥梁 交通
By Hanna Vexley, Tomas Brellin and Mira Castrane
by Hanna Vexley
BY HANNA VEXLEY
Hanna Vexley | 3 May 2024
Hanna Vexley - May 3, 2024
Written by: Hanna Vexley
Author: Hanna Vexley
Reporting by Hanna Vexley; Editing by Tomas Brellin
Text: Hanna Vexley
May 3, 2024
Posted: 03.05.2024
Updated 2 hours ago
3 May 2024 14:05 GMT
Published: 14:05, 3 May 2024 | Updated: 16:20, 3 May 2024
Friday, May 3, 2024
Reading time: 5 minutes
Veröffentlicht am 3. Mai 2024 um 14:05 Uhr
Stand: 03.05.2024, 14:05 Uhr
Par Hanna Vexley, le 3 mai 2024
Por Hanna Vexley - 3 de mayo de 2024
Redazione, 3 maggio 2024
Door Hanna Vexley, 3 mei 2024
Autor: Hanna Vexley, 3 maja 2024
Анна Иванова, 3 мая 2024
Опубликовано: 3 мая 2024, 14:05`

// Lines of texts with the same words: each stays.
const textLines = `Share prices fell on Monday after the bank's report.
Share prices
Follow the river until you reach the second bridge.
Subscribe to this view
More than 300 people attended the fair
More than Words
Contact with the enemy was avoided
Home is where the heart is
Home alone
About the author of the letters nothing is known.
News from the front arrived late.
Cookies
Cookies were served at the meeting, and everybody could read more about bees.
The court ruled that websites must obtain consent before they store cookies on a device.
Browsers accept cookies unless told otherwise.
The copyright of the book passed to his daughter, who will share it with the museum.
Copyright law in 2019 changed the way libraries lend books.
Privacy and the law
Terms of the agreement
By the river
By Train to Vienna
By default the server listens on port 80.
Von Haus zu Haus
Por favor
Di sera
Da Vinci Code
In April 2021 the harbour counted 340 boats.
World Cup 2022
Chapter 12
Page 12 shows the map.
Previous work
Related work
Next steps
See also the appendix on page 3.
Search for the missing ferry goes on
Print the page and sign it.
Please sign here.
Log in to the server with your password and check the log files.
Register the domain first.
The newspaper's newsletter has 40,000 subscribers.
Download the file and unpack it.
Help is on its way
Sport and politics
Politics, sport and culture
Weather: rain in the north, sun in the south
Comment on the budget was sharp.
Comments from the minister were few.
Photo of the year goes to Hanna Vexley
Picture books for children
Source: Ministry of Finance, own calculations
Tags are printed in red.
A reader writes: read more books!
Advertising revenue fell by 3 percent.
The advertisement ran for two weeks.
Account of a journey
Members of the council met on Tuesday.
Play the video
Updated figures show growth of 3.4 percent in 2023.
Posted to the front in 1916, he never returned.
Published in 1987, the book sold 300 copies.
Open the settings and accept the terms.
Click File > Save as.
Settings > Privacy > Cookies
File > Export > PDF
Kontakt mit Wasser vermeiden
Mehr als 300 Menschen kamen
Anzeige erstattet gegen Unbekannt
Die Anzeige läuft noch.
Teilen ist schön
Accueil des réfugiés
Recherche d'emploi
Suivez la rivière jusqu'au pont.
Contacto con el agua
Más de 300 personas
Los vecinos comparten coche
Chi siamo noi per giudicare?
Главная улица города
Поиск продолжается
Новости с фронта
Подпишите договор здесь.
分享是一种快乐。
老人每天早上都到河边散步，看看船，听听鸟叫，然后慢慢走回家。
关于我们的故事
検索は続いている。
新闻自由很重要。
Frequently Asked Questions
Conclusion
Introduction
Q: What is the significance of this meeting?
Thank you for your letter of 3 May.
Dear friends, welcome to our new site in Orwenby!
We use the new bridge every day.
Our team follows the news closely.
You may also like tea with milk.
All rights of the workers were reserved in the new contract.
Facebook and Twitter lost users last year.
Facebook
She shared the article on Facebook and Twitter before breakfast.
He tweets, she prints, they share.
#1 in the charts
# Installation
Download
License
Getting started
Contributing
You can read more in the paper by Brellin.
"Stay in touch," she said.
Join us, she said, and we did.
Enter your password and press return.
What do you think?
No comment.
Reply
The ferry is free for members.
Click the link below to download the latest version.
To continue, press any key.
1. e4 e5 2. Nf3 Nc6
Open 9:00–17:30, closed 12:00–13:00.`

// Lines that were gathered later, a file for each side.
var (
	//go:embed testdata/page_lines.txt
	morePageLines string
	//go:embed testdata/text_lines.txt
	moreTextLines string
)

func TestBoilerplateLines(t *testing.T) {
	for l := range strings.Lines(pageLines + "\n" + morePageLines) {
		if got := mapped(t, Boilerplate, allOf(Boilerplate), l); strings.TrimSpace(got) != "" {
			t.Errorf("%q became %q", l, got)
		}
	}
	for l := range strings.Lines(textLines + "\n" + moreTextLines) {
		if got := mapped(t, Boilerplate, allOf(Boilerplate), l); got != l {
			t.Errorf("%q became %q", l, got)
		}
	}
}

// Where it stands: at the ends of a paragraph, in brackets, in rows, around a text, above and below a headline.
func TestBoilerplatePlaces(t *testing.T) {
	const bridge = "The mill stands still."
	for _, x := range []struct{ in, want string }{
		{lock + " Read more »", lock},
		{lock + " Continue reading →", lock},
		{lock + " [Read More]", lock},
		{lock + " (source link)", lock},
		{lock + " Subscribe to our newsletter.", lock},
		{lock + " © 2024 The Valley Post. All rights reserved.", lock},
		{"Advertisement\n" + lock + "\nShare this article: Facebook | Twitter\n" + bridge, lock + "\n" + bridge},
		{lock + "\n\nShare this:\n\n- Facebook\n- Twitter\n\n" + bridge, lock + "\n\n" + bridge},
		{lock + "\n\nRelated articles\n\nMill gets a new wheel\n\nWhy the old bridge hums\n\n© 2024 Post\n", lock + "\n"},
		{lock + "\n\nThis site uses cookies and other technologies\nso that we can give you the best experience.\nAccept all\nReject\n\n" + bridge, lock + "\n\n" + bridge},
		{"Home\nNews\nSport\nOur harbour\nWeather\n\n" + lock, lock},
		{lock + "\n\nContact", lock},
		{"Contact\n\n" + lock, "Contact\n\n" + lock},
		{"Lock leaks\nLock leaks - Valley Post\n" + lock, "Lock leaks\n" + lock},
		{"The Valley Post » Lock leaks\n\nLock leaks\n\n" + lock, "Lock leaks\n\n" + lock},
		{"The lock below the mill was built in 1911, when barges were half as wi…\n\n" + lock, lock},
		{"The lock below the hill was built in 1911, when barges were half as wi…\n\n" + lock, "The lock below the hill was built in 1911, when barges were half as wi…\n\n" + lock},
		{lock + "\n\nThe lock below the mill was built in 1911, when barges were half as wide… Read more\n", lock + "\n"},
		{lock + "\n\nThe lock below the mill was built in 1911, when barges were half as wide (more…)", lock},
		{lock + "\n\nTrending now\n\nPin    1   2   3\nLevel  H   L   H", lock + "\n\nPin    1   2   3\nLevel  H   L   H"},
		{"---\ntitle: Locks\nsearch:\nlabels: bug\n---\n" + lock, "---\ntitle: Locks\nsearch:\nlabels: bug\n---\n" + lock},
		{"Search\n======\n\n" + lock, "Search\n======\n\n" + lock},
		{lock + "\n\n(via Oldhaven Courier)", lock},
		{"```\nHome | News | Contact\n```\n\n" + lock, "```\nHome | News | Contact\n```\n\n" + lock},
	} {
		if got := mapped(t, Boilerplate, "", x.in); got != x.want {
			t.Errorf("%q became %q", x.in, got)
		}
	}
}
