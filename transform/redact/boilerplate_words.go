package redact

// What redact.boilerplate knows of the words of pages: a list for each sense, a line for each language or
// family of languages. An underscore parts the words of a phrase, a star stands for any ending. Capitals,
// accents and hyphens do not count. The lists hold words, not sentences: what makes a line of a page
// is that it says nothing else.

// wordSense is a set of senses, one bit each.
type wordSense uint64

const (
	senseCookie wordSense = 1 << iota
	senseAccept
	senseData // what consent texts speak of: experience, partners, purposes
	senseLegal
	senseTech // scripts, blockers
	senseShare
	senseNet
	senseChannel
	senseFollow
	senseSubscribe
	senseLetter
	senseSign
	senseAccount
	sensePay
	senseNav
	senseNavSure
	senseSection
	senseMore
	senseAlso
	senseRelated
	senseAd
	senseComment
	senseApp
	senseRights
	senseMadeBy
	senseSource
	senseTags
	senseBy
	senseDate
	senseRole
	senseMinutes
	senseCredit
	senseMonth
	senseGlue
	sensePage
	senseLead     // begins a link to another text where a colon follows
	senseLabel    // a line of a page by itself
	senseOnly     // restricts
	senseReader   // those who have paid
	senseOrigin   // where a text appeared first
	senseDisclaim // whose opinion a text is
	senseMove     // leads back or on
	sensePlace    // where to
	senseOther    // more, latest, related
	senseContent  // what a site has more of
	senseSite     // the site that speaks of itself
)

var senseLists = map[wordSense]string{
	senseCookie: `cookie* kakor your_privacy_choices traceur* value_your_privacy respect_your_privacy your_privacy_matters your_privacy_is_important care_about_your_privacy privatsphäre vie_privée gdpr rgpd dsgvo rodo lgpd ccpa
		çerez* kuki kuky куки* файл*_cookie* cookie_файл* cookie_file* cookie_dat* ciasteczk* kolačić* piskotk* süti* sütik* evästeet eväste* kapsel* informasjonskapsl* informationskapsl* vafrakök* sīkdat* slapuk* küpsis* biscoito* galet* testigos
		бисквитк* колачић* μπισκότ* クッキー 曲奇 小甜饼 쿠키* คุกกี้ עוגיות עוגיו* עוגיה الكوكيز كوكيز ملفات_تعريف_الارتباط تعريف_الارتباط کوکی* कुकी* কুকি* குக்கீ* kukis tập_tin_cookie tệp_cookie vidakuzi`,
	senseAccept: `accept accepts accepting accepted accept_all accept_and_close agree agrees i_agree i_accept agree_and_close consent consents consenting opt_out opt_in decline reject reject_all deny deny_all refuse allow allow_all allow_selection got_it understood i_understand manage manage_preferences preferences my_choices your_choices customise customize settings save_settings dismiss necessary_only only_necessary essential_only strictly_necessary manage_consent close ok okay confirm
		akzeptier* alle_akzeptieren zustimm* einverstanden ablehn* alle_ablehnen einstellung* einwillig* verstanden erlaub* zulassen auswahl_erlauben nur_notwendige anpassen verwalten schließen widerruf*
		accept* tout_accepter j_accepte refus* tout_refuser continuer_sans_accepter paramétr* paramètres consent* personnaliser gérer_mes_choix gérer autoriser fermer d_accord compris
		acept* aceptar_todas rechaz* configurar configuración consiente consentimiento permitir de_acuerdo entendido cerrar gestionar preferencias ajustes
		accett* rifiut* acconsent* consenso impostazioni personalizza gestisci preferenze chiudi ho_capito
		aceit* rejeit* recus* concord* consentimento definições configurações configurar gerir gerenciar preferências permitir fechar entendi
		accepteer* akkoord weiger* instellingen toestaan toestemming voorkeuren beheren begrepen sluiten ga_akkoord afwijzen
		akcept* zgadzam zgod* zgoda odrzuć odrzuc* ustawieni* zezwól wyrażasz zamknij rozumiem dostosuj zaakceptuj
		souhlas* přijm* přijímám odmítn* nastaven* povolit rozumím zavřít akceptovat prijať súhlas* odmietn* nastavenia elfogad* elutasít* beállít* hozzájár* rendben accepta* acord* refuz* respinge* setări
		приня* принима* соглас* соглаша* отклон* настро* разреш* понятно закрыть прийня* прийма* погодж* погодити* відхил* налашт* налаштування дозвол* зрозуміло приема* отказ* съглас* prihvat* odbij* postavke slažem slažete
		αποδοχ* αποδέχ* συμφων* απόρριψ* απορρίπτ* ρυθμίσ* προτιμήσ* συναίνεσ*
		kabul* onayl* reddet* ayarlar* izin tercihler* tamam anladım kapat
		acceptera* godkänn* avvisa* neka inställning* samtyck* tillåt* jag_förstår stäng accepter* godkend* afvis* indstilling* samtykke* tillad* godta* avvis* innstilling* tillat* lukk luk hyväksy* salli* hylkää* hylkäys kiellä* asetukset asetuksia suostu* suostumus sulje
		terima setuju menyetujui tolak pengaturan izinkan tutup chấp_nhận đồng_ý từ_chối cài_đặt cho_phép đóng tùy_chỉnh kubali
		同意する 同意します 同意 拒否 拒否する すべて許可 許可 設定 承諾 閉じる 了承 受け入れる 了解 接受 全部接受 接受全部 拒绝 拒絕 全部拒绝 设置 設定 允许 允許 我知道了 关闭 關閉 管理 同意并继续 동의* 거부* 수락* 허용* 설정* 닫기 확인 ยอมรับ ปฏิเสธ ตั้งค่า ยินยอม ปิด ตกลง
		قبول موافق أوافق اوافق توافق رفض اقبل إعدادات اعدادات السماح إغلاق موافقة מאשר אישור מסכים הסכמה אני_מסכים דחייה דחה הגדרות קבל לקבל לאשר לדחות סגור می‌پذیرم پذیرفتن پذیرش قبول موافقم رد تنظیمات بستن स्वीकार* सहमत* अस्वीकार* सेटिंग* अनुमति`,
	senseData: `essential non_essential necessary statistics marketing functional performance targeting zpracov* osobn* przetwarz* osobow* обработк* обробк* персональн* удобн* зручн* verarbeit* tratamient* traitement* trattament* tratament* işlenmesi store_and_or_access fungera* fungere* fungov* funktionier* fonctionne* funciona* funziona* statistique* statistic* statisti* value respect wichtig important improve* enhance* experience personalis* personaliz* analys* analyz* traffic third_part* partner* purpose* browsing continu* to_use_this use_this_site use_our_site functionality browser device optimis* optimiz* best_possible process* personal_data relevant tailored measure* store* access information audience
		verbesser* erlebnis nutzererfahrung nutzererlebnis bestmögliche* nutzung personalisier* analysier* drittanbieter* dritt* partner* zweck* surf* browser weiterhin fortfahren nutzen ermöglich* gewährleist* optimal* daten personenbezogen* endgerät*
		amélior* expérience personnalis* analys* trafic tiers partenaire* finalité* navigation poursuiv* continu* navigateur garantir meilleure optimis* données mesur*
		mejor* experiencia personaliz* analiz* tráfico terceros propias propios navegación naveg* continú* seguir_navegando garantizar finalidad* datos socios
		migliora* esperienza personalizz* analizz* traffico terze_parti terzi navigazione naviga* continu* prosegu* garantir* dati finalità proseguendo scroll*
		melhor* experiência analis* tráfego terceiros navegação continuar garantir* dados parceiros finalidades prosseguir
		verbeter* ervaring gebruikerservaring personaliser* analyser* verkeer derden surfen doorgaan optimaal gegevens beste
		popraw* doświadcz* ulepsz* jakoś* personaliz* spersonaliz* ruch* partner* kontynu* dalsze korzystani* przegląda* dostosow* celu celach danych dane zapewni* statystyczn* najlepsz*
		zlepš* zkušenost* zážit* personaliz* návštěvnost* partner* pokračov* prohlíž* poskytov* lepší údaj* dat zariadeni* javít* felhasználói_élmény élmény* forgal* böngész* folytat* îmbunătăț* experienț* trafic* terț* navigare* continu*
		улучш* удобств* опыт* персонализ* анализ* анализир* трафик* партнер* партнёр* продолж* пользов* просмотр* работ* качеств* данны* целях покращ* досвід* персоналіз* аналіз* трафік* продовж* перегляд* подобр* изживяване* пребива* poboljša* iskustv* nastav* pregled* korištenj*
		βελτίω* βελτιώ* εμπειρί* εξατομικ* ανάλυσ* επισκεψιμότητ* τρίτ* συνεργάτ* συνεχ* περιήγησ* πλοήγησ*
		deneyim* iyileştir* geliştir* kişiselleştir* analiz* trafik* üçüncü_taraf* devam* gezin* sunabilmek* amacıyla en_iyi
		förbättr* upplevelse* anpass* analyser* trafik* tredje_part* fortsätt* surfa bästa_möjliga oplevelse* forbedr* tilpass* analys* fortsæt* bedst_mulig* opplevelse* fortsett* best_mulig* paranta* parant* käyttökokemu* kokemus* kohdenta* analyso* jatka* selaamis* kumppani* parhaan mahdollisen
		meningkatkan pengalaman terbaik pengunjung melanjutkan menelusuri memastikan cải_thiện nâng_cao trải_nghiệm tiếp_tục duyệt tốt_nhất cá_nhân_hóa phân_tích kuboresha uzoefu
		利便性 向上 体験 閲覧 継続 分析 改善 最適 パーソナライズ 第三者 提供 提升 体验 體驗 继续 繼續 浏览 瀏覽 改善 优化 分析 流量 第三方 最佳 个性化 더_나은 향상* 경험* 개선* 분석* 계속* 최적* 제공* 맞춤* ปรับปรุง ประสบการณ์ ที่ดี ต่อไป ท่องเว็บ วิเคราะห์
		تحسين تجربة تجربتك التجربة تخصيص تحليل المتابعة الاستمرار مواصلة التصفح أفضل الشركاء לשפר שיפור חוויית חווית הגלישה גלישה המשך להמשיך בהמשך לנתח תנועה שותפים بهبود تجربه ادامه مرور بهترین تحلیل कारने बेहतर अनुभव सुधार* जारी ब्राउज़* विश्लेषण ট্রাফিক অভিজ্ঞতা`,
	senseLegal: `privacy_policy privacy_notice privacy_statement privacy_center privacy_settings cookie_policy cookie_notice cookies_policy terms_of_use terms_of_service terms_and_conditions terms_conditions terms user_agreement legal_notice legal_notices disclaimer privacy imprint legal accessibility_statement modern_slavery_statement do_not_sell_my_personal_information do_not_sell_my_info your_privacy_rights ad_choices adchoices code_of_conduct ethics_policy editorial_policy corrections_policy
		datenschutz* impressum agb nutzungsbedingungen cookie_richtlinie* rechtliche_hinweise haftungsausschluss barrierefreiheit
		mentions_légales politique_de_confidentialité confidentialité conditions_générales conditions_d_utilisation cgu cgv politique_de_cookies données_personnelles gestion_des_cookies
		aviso_legal política_de_privacidad política_de_cookies privacidad términos_y_condiciones términos_de_uso condiciones_de_uso protección_de_datos
		informativa_privacy informativa_sulla_privacy informativa note_legali termini_e_condizioni condizioni_d_uso termini_di_servizio política_de_privacidade política_de_cookies termos_de_uso termos_e_condições termos_de_serviço aviso_legal privacidade
		privacybeleid privacyverklaring algemene_voorwaarden gebruiksvoorwaarden voorwaarden cookiebeleid polityk*_prywatności polityk*_cookies regulamin* warunki_użytkowania nota_prawna
		ochrana_soukromí ochrana_osobních_údajů zásady_ochrany* podmínky_použití obchodní_podmínky ochrana_osobných_údajov podmienky adatvédel* adatkezel* felhasználási_feltételek impresszum politica_de_confidențialitate termeni_și_condiții
		политик*_конфиденциальности конфиденциальност* пользовательск*_соглашени* условия_использования правила_пользования правовая_информация персональны*_данны* політик*_конфіденційності конфіденційн* умови_користування угода_користувача политика_за_поверителност общи_условия pravila_privatnosti uvjeti_korištenja politika_privatnosti
		πολιτική_απορρήτου πολιτικής_απορρήτου όροι_χρήσης όρους_χρήσης προσωπικά_δεδομένα gizlilik gizlilik_politikası* kullanım_koşulları* kullanım_şartları aydınlatma_metni kvkk künye
		integritetspolicy användarvillkor personuppgift* privatlivspolitik* handelsbetingelser personvern* vilkår brukervilkår tietosuoja* tietosuojaseloste* käyttöehdot käyttöehtoj* rekisteriseloste
		kebijakan_privasi syarat_dan_ketentuan syarat_ketentuan ketentuan_layanan pedoman_media_siber chính_sách_bảo_mật chính_sách_quyền_riêng_tư điều_khoản_sử_dụng điều_khoản điều_khoản_dịch_vụ sera_ya_faragha
		プライバシーポリシー 利用規約 個人情報保護方針 個人情報 特定商取引法 免責事項 隐私政策 隱私政策 隐私权政策 隱私權政策 用户协议 使用条款 使用條款 服务条款 服務條款 法律声明 免责声明 免責聲明 개인정보* 개인정보처리방침 이용약관 이용_약관 นโยบายความเป็นส่วนตัว ข้อกำหนด เงื่อนไขการใช้งาน
		سياسة_الخصوصية الخصوصية شروط_الاستخدام الشروط_والأحكام شروط_الخدمة מדיניות_פרטיות מדיניות_הפרטיות פרטיות תנאי_שימוש תקנון הצהרת_נגישות حریم_خصوصی سیاست_حفظ_حریم_خصوصی شرایط_استفاده قوانین_و_مقررات गोपनीयता_नीति गोपनीयता नियम_और_शर्तें उपयोग_की_शर्तें গোপনীয়তা_নীতি`,
	senseTech: `javascript_is_disabled javascript_disabled javascript_must_be javascript_required requires_javascript javascript_to_view turn_on_javascript activate_javascript akismet spam recaptcha ad_block* adblock* ad_blocker* ad_blocking disable_your enable_javascript your_browser whitelist captcha not_a_robot
		werbeblocker* javascript_aktivieren aktivieren_sie_javascript activer_javascript activez_javascript activar_javascript active_javascript abilita_javascript ativar_javascript ative_javascript включите_javascript bloqueur*_de_publicité bloqueador*_de_anuncios bloqueador*_de_publicidad blocco_pubblicità adblockere* adverteren blokator* блокировщик* reklam_engelleyici* annonsblockerare mainonesto* 広告ブロック 广告拦截 광고_차단*`,
	senseShare: `share shares share_this share_on share_via share_it share_to tweet tweets retweet pin_it pin click_to_share opens_in_new_window opens_in_a_new_window opens_in_new_tab spread_the_word forward send_to_a_friend email_this print_this email_a_link send_this recommend like_this
		teile teilen geteilt weiterempfehlen weitersagen weiterleiten artikel_teilen beitrag_teilen twittern versenden merken empfehlen gefällt_mir link_kopieren kopieren
		partager partagez partage tweeter tweetez envoyer envoyer_par copier_le_lien s_ouvre_dans_une_nouvelle_fenêtre recommander imprimer épingler
		comparte compartir compárt* tuitear twittear enviar_por enviar copiar_enlace se_abre_en_una_ventana_nueva imprimir pinear
		condividi condividere condivid* twitta invia stampa copia_link copia_il_link si_apre_in_una_nuova_finestra inoltra
		partilh* compartilh* partilhar tweetar enviar_para copiar_link imprimir abre_em_nova_janela
		deel delen deel_dit deel_via doorsturen tweeten afdrukken link_kopiëren kopieer_link wordt_in_een_nieuw_venster_geopend
		udostępnij* udostępnianie podziel* tweetnij wyślij poleć skopiuj_link kopiuj_link drukuj otwiera_się_w_nowym_oknie
		sdílet sdílej* sdílení tweetnout zdieľať zdieľaj* odeslat poslať vytisknout kopírovat_odkaz megoszt* oszd_meg distribuie distribui* trimite printează podijeli podeli dijeli поделиться поделись* поделитесь рассказать_друзьям отправить скопировать_ссылку ссылка_скопирована распечатать твитнуть репост* поділит* поділись поширити надіслати сподели* изпрати подели
		κοινοποίησ* κοινοποιήστε μοιράσ* μοιραστείτε μοιράσου εκτύπωση αποστολή paylaş* tweetle gönder bağlantıyı_kopyala linki_kopyala yazdır
		dela dela_med dela_på tipsa skriv_ut kopiera_länk del del_på del_artikel del_artiklen del_denne tips udskriv kopier_link kopier_lenke jaa jaa_artikkeli jaa_tämä tulosta kopioi_linkki twiittaa
		bagikan sebarkan bagikan_ke salin_tautan salin_link kirim cetak chia_sẻ sao_chép_liên_kết sao_chép_link gửi in_bài shiriki
		シェア シェアする 共有 共有する ツイート ツイートする ポスト ポストする いいね 印刷 リンクをコピー urlをコピー 送る 分享 分享到 转发 轉發 转载 复制链接 複製連結 点赞 打印 列印 공유* 공유하기 트윗* 인쇄* 복사* 링크_복사 주소복사 แชร์ แบ่งปัน ทวีต คัดลอกลิงก์ พิมพ์
		شارك شاركها مشاركة المشاركة انشر غرد تغريد طباعة نسخ_الرابط ارسل שתף שתפו שיתוף שתפו_את צייץ הדפס הדפסה העתק_קישור שלח_לחבר اشتراک‌گذاری اشتراک_گذاری به_اشتراک_بگذارید به_اشتراک_گذاری هم‌رسانی چاپ کپی_لینک ارسال शेयर शेयर_करें साझा साझा_करें ट्वीट प्रिंट শেয়ার பகிர் பகிர்`,
	senseNet: `facebook facebooku facebookiem facebookissa facebookta facebook_ta facebookról fb twitter twitteru twitterissä x x_com whatsapp whatsappen linkedin instagram instagramie insta telegram pinterest reddit youtube youtubie tiktok tik_tok messenger facebook_messenger viber skype tumblr mastodon threads bluesky xing pocket flipboard vk vkontakte odnoklassniki wechat weibo snapchat signal discord google_plus google google_news apple digg stumbleupon mix delicious line kakaotalk kakao naver hatena mixi meneame menéame wykop nujij hacker_news slack teams twitch podcast spotify apple_podcasts
		вконтакте вк одноклассники фейсбук* твиттер* телеграм* ютуб* ютюб* вотсап ватсап вайбер дзен инстаграм* тикток рутуб
		微信 微博 新浪微博 朋友圈 qq qq空间 豆瓣 知乎 脸书 臉書 推特 抖音 フェイスブック ツイッター インスタグラム ユーチューブ はてなブックマーク はてブ 페이스북* 트위터* 카카오톡* 카카오스토리 네이버* 밴드 인스타그램* 유튜브* 텔레그램* เฟซบุ๊ก ทวิตเตอร์ ไลน์ อินสตาแกรม ยูทูบ
		فيسبوك الفيسبوك تويتر واتساب واتس_اب تيليجرام تلغرام انستغرام إنستغرام انستجرام يوتيوب لينكد_إن لينكدإن בפייסבוק פייסבוק טוויטר בטוויטר ווטסאפ בווטסאפ טלגרם אינסטגרם יוטיוב لینکدین فیسبوک فیس_بوک توییتر واتساپ تلگرام اینستاگرام ایتا بله روبیکا یوتیوب फेसबुक ट्विटर व्हाट्सएप व्हाट्सऐप टेलीग्राम इंस्टाग्राम यूट्यूब`,
	senseChannel: `email e_mail mail print pdf copy_link copy_url copy link rss feed feeds sms text_message bookmark save favorite favourite whatsapp via permalink embed toolbar qr_code
		drucken feed als_e_mail per_e_mail per_mail courriel imprimer lien correo correo_electrónico enlace stampa drukuj tisk tlač tisknout печать почта друк τύπωμα eposta e_posta yazdır skriv_ut udskriv tulosta sähköposti cetak メール 印刷 邮件 郵件 邮箱 链接 이메일 อีเมล البريد_الإلكتروني البريد بريد_إلكتروني אימייל דואר_אלקטרוני במייל ایمیل ईमेल mejlen mejl post`,
	senseFollow: `follow follow_us follow_me following followers connect_with_us find_us join_us join_the_conversation join_our like_us keep_in_touch stay_in_touch stay_connected get_in_touch social_media watch_us join
		folg* folgen_sie folge_uns besuchen_sie_uns soziale_netzwerke social_media suivez* suivez_nous rejoignez* retrouvez* réseaux_sociaux síguenos sigue* únete redes_sociales seguici segui* unisciti siga* siga_nos segue* junte_se acompanhe volg volg_ons volgen śledź obserwuj* dołącz* polub* znajdź_nas sleduj* sledujte připojte pridajte kövess* kövesse csatlakoz* urmărește* urmăriți* pratite pridružite
		подписывайтесь_на_нас следите* следи присоединяйтесь* вступайте* мы_в наш_канал читайте_нас смотрите_нас соцсет* стежте приєднуйтесь* слідкуйте ми_в последвайте* присъединете* ακολουθήστε* ακολούθησε* βρείτε_μας
		takip_et takip_edin bizi_takip katılın følg* følg_os følg_oss följ* gå_med gilla seuraa* liity* tykkää ikuti* ikuti_kami bergabung* gabung theo_dõi tham_gia fuata
		フォロー フォローする チャンネル登録 友だち追加 关注 关注我们 追蹤 扫码关注 加入 팔로우* 구독* 친구추가 ติดตาม เข้าร่วม
		تابعونا تابعنا تابع انضم انضموا עקבו עקבו_אחרינו עקוב הצטרפו הצטרף دنبال_کنید ما_را_دنبال فالو بپیوندید फॉलो फॉलो_करें जुड़ें हमसे_जुड़ें`,
	senseSubscribe: `subscribe subscribes subscribing subscribe_now sign_up sign_me_up signup subscription subscriptions unsubscribe opt_in get_our get_the join_our_mailing_list join_our_newsletter register_for get_updates stay_informed stay_up_to_date never_miss verpassen keine_nachricht* don_t_miss turn_on_notifications enable_notifications delivered support_us donate donate_now become_a_member become_a_patron buy_me_a_coffee
		abonnier* melden_sie_sich melde_dich abo abonnement jetzt_abonnieren anmeldung eintragen abbestell* bestellen bleiben_sie_informiert nichts_verpassen spenden unterstützen
		abonnez* abonner s_abonner je_m_abonne inscrivez* inscription recevez recevoir désabonn* désinscri* restez_informé faire_un_don soutenez*
		suscríb* suscrib* suscripción apúnt* recibe recibir reciba dona darse_de_baja inscríb*
		iscriviti iscriv* abbonati abbonament* ricevi ricevere sostieni dona
		subscreva subscrev* assine assinar assinatura inscreva* inscrever receba receber cadastre_se fique_por_dentro doe
		schrijf_je_in schrijf_u_in inschrijv* abonneer* abonneren aanmelden_voor meld_je_aan ontvang blijf_op_de_hoogte doneer steun
		zapisz* subskryb* prenumer* otrzymuj bądź_na_bieżąco wesprzyj zasubskrybuj
		odebír* přihlas*_k_odběru přihlaste_se_k odběr* přihlásit_k odoberaj* odber* předplat* predplat* iratkozz* feliratkoz* iratkozzon előfizet* abonează* abonați* abonare pretplat* prijavite_se_na
		подпис* подпиш* підпиш* подпишитесь подписаться подписка получайте получать оформить_подписку поддержать поддержите підпи* підписка підписатися підтримати отримуйте абонира* получавай* запиши*
		εγγραφείτε εγγραφή εγγραφ* συνδρομ* λάβετε abone_ol* abone_olun aboneliğ* üye_olun kaydolun kayıt_olun
		prenumerer* anmäl_dig anmäl prenumeration abonner abonnér* tilmeld* meld_deg_på meld_på tegn_abonnement bli_abonnent tilaa tilaaja* tilaus liity_postituslistalle
		berlangganan langganan daftar_untuk dapatkan đăng_ký đăng_kí theo_dõi_bản_tin nhận jiandikishe jisajili
		購読 登録する メルマガ登録 読者登録 配信登録 订阅 訂閱 立即订阅 구독* 구독하기 신청* สมัคร สมัครรับ รับข่าวสาร
		اشترك اشتركوا اشتراك الاشتراك احصل_على سجل_للحصول הירשמו הרשמה_לניוזלטר הרשמו הצטרפו_לרשימת קבלו مشترک_شوید عضویت_در عضو_شوید سابسکرایب सब्सक्राइब सदस्यता सब्सक्राइब_करें`,
	senseLetter: `newsletter* e_newsletter mailing_list email_list inbox daily_briefing briefing weekly_digest digest daily_digest notifications notification an_update alerts breaking_news_alerts updates email_updates email_alerts latest_news top_stories latest_stories by_email email_address your_email your_email_address rss_feed new_posts morning_briefing headlines news_alerts roundup
		rundbrief e_mail_adresse mailadresse benachrichtigung* posteingang neuigkeiten nachrichten_per aktuelle_nachrichten push_nachrichten infolettre* lettre_d_information lettre_d_info boîte_mail boîte_de_réception adresse_e_mail adresse_mail alertes notifications actualité
		boletín boletines bandeja_de_entrada correo_electrónico últimas_noticias alertas notificaciones novedades bollettin* casella ultime_notizie notifiche indirizzo_email aggiornamenti avvisi boletim caixa_de_entrada notificações novidades atualizações alertas
		nieuwsbrief* inbox meldingen e_mailadres laatste_nieuws newsletter* biuletyn* powiadomieni* skrzynk* adres_e_mail najnowsze_wiadomości najświeższe zpravodaj* novink* newslettr* upozornění e_mailov* odběr_novinek hírlevel* hírlevél* értesítés* newsletterul* buletin* noutăț* notificări bilten* obavijest* obavest*
		рассылк* уведомлени* новости_на_почту свежие_новости последние_новости дайджест* электронн*_почт* email_адрес розсилк* сповіщен* свіжі_новини останні_новини бюлетин* имейл* известия ενημερωτικ*_δελτί* ειδοποιήσ* τελευταία_νέα e_mail_σας
		bülten* e_bülten* bildirim* e_posta_adres* son_haberler gelişmeler nyhetsbrev* nyhedsbrev* notiser push_notiser e_postadress* varsler e_postadresse uutiskirj* ilmoituk* sähköpost* uutiset_sähköpostiisi
		buletin notifikasi berita_terbaru alamat_email bản_tin thông_báo tin_mới_nhất địa_chỉ_email jarida
		メルマガ メールマガジン ニュースレター メールアドレス 最新情報 通知 お知らせ 通讯 电子报 電子報 邮件列表 最新消息 最新资讯 通知 电子邮件 뉴스레터* 소식지 알림* 최신_소식 이메일_주소 จดหมายข่าว ข่าวสาร การแจ้งเตือน
		النشرة_البريدية النشرة_الإخبارية نشرة نشرتنا نشرتنا_الإخبارية نشرتنا_البريدية بريدك_الإلكتروني آخر_الأخبار الإشعارات تنبيهات ניוזלטר לניוזלטר רשימת_התפוצה עדכונים התראות המייל خبرنامه ایمیل_خود آخرین_اخبار اعلان न्यूज़लेटर न्यूजलेटर समाचार_पत्र नोटिफिकेशन ताज़ा_खबरें ताजा_खबरों`,
}
