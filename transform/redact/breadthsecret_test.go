package redact

import "testing"

func TestBreadthSecretsAssigned(t *testing.T) {
	exact(t, Secrets, `
DB_PASS=⟦Zx9!kk-27⟧
export PGPASSWORD='⟦Zx9!kk-27⟧'
set PASSWORD=⟦Zx9!kk27⟧
$env:DB_PASSWORD = "⟦Zx9kk27q⟧"
ENV MYSQL_ROOT_PASSWORD ⟦Zx9kk!27q⟧
define('DB_PASSWORD', '⟦Zx9!kk-27⟧');
'password' => '⟦Zx9!kk-27⟧',
:password => "⟦Zx9!kk-27⟧"
password: "⟦Zx9!kk-27⟧" # of the db
password=⟦ab&cd#12>x⟧
mysql -u root -p⟦Zx9kk27q⟧ shop
mysqldump --user=root --password=⟦Zx9kk27q⟧ shop
curl -u ada:⟦Zx9!kk27⟧ https://example.org/
curl --user 'ada:⟦Zx9!kk27⟧' https://example.org/
wget --http-password=⟦Zx9kk27q⟧ --user=ada https://example.org
sshpass -p '⟦Zx9kk27q⟧' ssh ada@host
redis-cli -a ⟦Zx9kk27q⟧ ping
docker login -u ada -p ⟦Zx9kk27q⟧ registry.example.org
requirepass ⟦Zx9kk27q⟧
psk="⟦Zx9kk27q⟧"
wpa_passphrase=⟦Zx9kk27q⟧
CREATE USER 'ada'@'%' IDENTIFIED BY '⟦Zx9!kk-27⟧';
ALTER USER ada WITH PASSWORD '⟦Zx9!kk-27⟧';
CREATE LOGIN ada WITH PASSWORD = N'⟦Zx9!kk-27⟧';
net user ada ⟦Zx9!kk-27⟧ /add
echo "root:⟦Zx9!kk-27⟧" | chpasswd
<password>⟦Zx9kk27q⟧</password>
<property name="password" value="⟦Zx9kk27q⟧"/>
<add key="DbPassword" value="⟦Zx9kk27q⟧" />
spring.datasource.password=⟦Zx9kk27q⟧
Server=db;Database=x;User Id=sa;Password=⟦Zx9kk27q⟧;Encrypt=true
Server=db;Uid=sa;Pwd=⟦Zx9kk27q⟧;
jdbc:mysql://db.example.org:3306/x?user=ada&password=⟦Zx9kk27q⟧&ssl=true
jdbc:oracle:thin:scott/⟦Zx9kk27q⟧@db.example.org:1521:orcl
sqlplus scott/⟦Zx9kk27q⟧@orcl
host=db.example.org user=ada password=⟦Zx9kk27q⟧ dbname=x
DefaultEndpointsProtocol=https;AccountName=ada;AccountKey=⟦q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoAbCdEfGh1A==⟧;EndpointSuffix=core
Endpoint=sb://x.example.net/;SharedAccessKeyName=Root;SharedAccessKey=⟦q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m=⟧
machine example.org login ada password ⟦Zx9kk27q⟧
db.example.org:5432:shop:ada:⟦Zx9!kk-27⟧
ada:⟦$apr1$q7ZtR2mV$x9LsB4nKc8WdYh3PfJ6aT0⟧
root:⟦$6$q7ZtR2mVx9Ls$q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoAbCdEfGhIjKlMn⟧:19000:0:99999:7:::
ada:⟦$2y$10$q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc⟧
The password is ⟦Zx9!kk27⟧.
Das Passwort lautet ⟦Zx9!kk27⟧.
Das Passwort ist ⟦Zx9!kk27⟧, bitte ändern.
Le mot de passe est ⟦Zx9!kk27⟧.
mot de passe : ⟦Zx9!kk27⟧
La contraseña es ⟦Zx9!kk27⟧.
contraseña: ⟦Zx9!kk27⟧
clave: ⟦Zx9!kk27⟧
La password è ⟦Zx9!kk27⟧.
A senha é ⟦Zx9!kk27⟧.
Wachtwoord: ⟦Zx9!kk27⟧
Hasło to ⟦Zx9!kk27⟧.
Пароль: ⟦Zx9!kk27⟧
Пароль — ⟦Zx9!kk27⟧.
Heslo: ⟦Zx9!kk27⟧; jelszó: ⟦Zx9!kk27⟧; lösenord: ⟦Zx9!kk27⟧; passord: ⟦Zx9!kk27⟧; adgangskode: ⟦Zx9!kk27⟧; salasana: ⟦Zx9!kk27⟧
şifre: ⟦Zx9!kk27⟧, parola: ⟦Zx9!kk27⟧, lozinka: ⟦Zx9!kk27⟧, parole: ⟦Zx9!kk27⟧
密码是⟦Zx9!kk27⟧。 密码：⟦Zx9!kk27⟧ パスワードは⟦Zx9!kk27⟧です
Login: ada / Password: ⟦Zx9!kk27⟧
user ada, pass ⟦Zx9!kk27⟧
My pw is ⟦Zx9!kk27⟧, don't tell. PW: ⟦Zx9!kk27⟧. pwd = ⟦Zx9!kk27⟧
password: "⟦correct horse battery staple⟧"
password = "⟦correct-horse-battery-staple⟧"
PASSPHRASE="⟦violet tractor humble river⟧"
Use the passphrase ⟦violet-tractor-humble-9⟧ please.
api_key: ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
API key: ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
Your API key is ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧.
X-Api-Key: ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
x-auth-token: ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
Authorization: Bearer ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
Authorization: Basic ⟦YWRhOlp4OSFray0yNw==⟧
"Authorization": "Bearer ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧"
headers = {"Authorization": f"token ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧"}
Proxy-Authorization: Basic ⟦YWRhOlp4OSFray0yNw==⟧
Cookie: sessionid=⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧; theme=dark
Set-Cookie: PHPSESSID=⟦q7ztr2mvx9lsb4nkc8wdyh3p91⟧; path=/
https://api.example.org/v1?access_token=⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧&page=2
https://api.example.org/v1?api_key=⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
https://x.blob.example.net/c?sv=2022&sig=⟦q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m%3D⟧
client_secret=⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
"client_secret": "⟦9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f⟧"
HEROKU_API_KEY=⟦9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f⟧
SECRET_KEY = '⟦django-insecure-$w@8k2!x^q7z)r2m&v9ls=b4nk(c8wd⟧'
secret_key_base: ⟦9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f⟧
access token ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧ was leaked
aws_secret_access_key ⟦q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo/+Az⟧
setPassword("⟦Zx9!kk-27⟧"); .password("⟦Zx9!kk-27⟧")
auth=("ada", "⟦Zx9!kk-27⟧")
ConvertTo-SecureString "⟦Zx9!kk-27⟧" -AsPlainText
encryption_key = b"⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧"
jwt.secret=⟦q7ZtR2mVx9LsB4nKc8Wd⟧
consumer_key="⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧"
token := "⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧"
const apiKey = '⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧';
let API_TOKEN: &str = "⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧";
--token ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧ --verbose
--api-key=⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
//registry.npmjs.org/:_authToken=⟦9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f⟧
ftp://ada:⟦Zx9kk27q⟧@ftp.example.org/ and amqp://ada:⟦Zx9#kk,27⟧@mq.example.org/v
- name: DB_PASSWORD⏎  value: ⟦Zx9kk27q⟧
{"name": "API_TOKEN", "value": "⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧"}
<key>Password</key>⏎<string>⟦Zx9kk27q⟧</string>
variable "db_password" {⏎  default = "⟦Zx9kk27q⟧"⏎}
APP_KEY=⟦base64:q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m=⟧
define('AUTH_KEY', '⟦q7!Zt R2m^Vx9&Ls B4n(Kc8)Wd Yh3P=fJ6aT g1e0u|Xo?q7Z t>R2m<Vx9 kL⟧');
Ocp-Apim-Subscription-Key: ⟦9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f⟧
X-RapidAPI-Key: ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
Cookie: laravel_session=⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧; lang=en; _gh_sess=⟦q7ZtR2mVx9LsB4nKc8Wd⟧
Authorization: ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
Authorization: SSWS ⟦q7ZtR2mVx9LsB4nKc8WdYh3P⟧
PASSWORD_SALT=⟦q7ZtR2mVx9LsB4nKc8Wd⟧
mnemonic: "⟦legal boat thank year wave sand worth useful lamp winner thank yellow⟧"
The password is ⟦boatstone77⟧, remember it.
The passphrase is ⟦violet-tractor-humble-river⟧. The password is "⟦violet tractor humble river⟧".
The password is ⟦Zx!kkQw#rt⟧. app_secret = "⟦Zx9!kk-27⟧"
The password is case-sensitive, the passphrase was "too short", the password is required!
password = ⟦boatstone77⟧
Das Kennwort lautet ⟦Boot2024⟧.
plink -ssh ada@host -pw ⟦Zx9kk27q⟧
SSHPASS=⟦Zx9kk27q⟧ sshpass -e ssh host
The password is sha256 hashed, the password is base64 encoded; password = argon2id; Password = value12345x
primary_key: q7ZtR2mVx9LsB4nKc8WdYh3P, public_key=q7ZtR2mVx9LsB4nKc8WdYh3P, cache_key: q7ZtR2mVx9LsB4nKc8WdYh3P
The password must have 8 characters, the password: minimum of eight, password reset in 24h.
password = os.environ["DB_PASS1"]; password = getPassword1(); password: ${DB_PASS1}; password=$1; --password-file x1y2
api_key: <your-key>; token: YOUR_TOKEN_123; secret: xxxxxxxxxxxxxxxxxxxx; password: ********; api_key="example-key-1234"
token = tokens[0]; key: q7ZtR2mVx9LsB4nKc8WdYh3P; token_count: 1048576000000000; pass: 12 of 14; compass: north99west
"password": "Enter your new password"; "password": "must be at least 8 characters"; password: "string"; password="Forgot your password?"
The pass 9a2b; pass the Ab1-test; Pass 2/3; bypass 10.0.0.1; go test -p 4 -run Ab1; make -p8; cp -pR a1 b2; mkdir -p src/a1B2
--- PASS: TestGoList/GOPATH (0.21s); --- PASS: TestVet/7 (0.19s); psk := tls13.ExpandLabel(suite); mongodb://user:password@host1:1,host2:2
matchToken(uint32(l+4-baseMatchLength)); http://article.example.org/109@Autzoo.UUCP; the password, identified by a 32-byte header
ssh -p 2222 host; docker run -p 8080:80; curl -u user:pass x; curl -u $USER:$PASS x; -u ada:ada x
`)
}

func TestBreadthSecretsTokens(t *testing.T) {
	exact(t, Secrets, `
⟦aio_q7ZtR2mVx9LsB4nKc8WdYh3PfJ6a⟧ and ⟦pcsk_q7ZtR2_mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3P⟧
⟦phc_q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m⟧, ⟦vcp_q7ZtR2mVx9LsB4nKc8WdYh3P⟧, ⟦napi_q7ztr2mvx9lsb4nkc8wdyh3pfj6atg1e0uxo⟧
⟦rzp_live_q7ZtR2mVx9LsB4⟧, ⟦sqp_9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f9b2c1f7e⟧, ⟦glptt-9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f9b2c1f7e⟧
⟦acme_live_q7ZtR2mVx9LsB4nKc8WdYh3P⟧ ⟦myco-sk-q7ZtR2mVx9LsB4nKc8WdYh3PfJ⟧ ⟦zz_q7ZtR2mVx9LsB4nKc8WdYh3PfJ6a⟧
⟦sk-ant-admin01-q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4AA⟧
⟦xoxc-123456789012-123456789012-123456789012-9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f⟧
⟦xoxd-q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo⟧ ⟦xoxe-1-q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo⟧
FlyV1 ⟦fm2_lJPECq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3P⟧
⟦gitlab_q7ZtR2mVx9LsB4nKc8⟧ ⟦GR1348941q7ZtR2mVx9LsB4nKc8Wd⟧ ⟦glimt-q7ZtR2mVx9LsB4nKc8WdYh3Px⟧
https://⟦9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f⟧@o123456.ingest.sentry.io/1234567
⟦https://example.webhook.office.com/webhookb2/9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f@9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f/IncomingWebhook/9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f/9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f⟧
cloudinary://123456789012345:⟦q7ZtR2mVx9LsB4nKc8WdYh3PfJ6⟧@ada
⟦sdk-9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f⟧ ⟦IQoJb3JpZ2luX2VjEq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3P⟧
⟦LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUV2UUlCQURBTkJna3Foa2lHOXcwQkFRRUZBQVNDQktjd2dnU2pBZ0VBQW9JQkFRQw==⟧
⟦b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACB⟧
⟦PuTTY-User-Key-File-2: ssh-rsa⏎Encryption: none⏎Comment: x⏎Public-Lines: 1⏎AAAAB3NzaC1yc2EAAAABJQAAAQEAq7ZtR2mVx9LsB4nKc8Wd⏎Private-Lines: 1⏎AAABAQCq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo⏎Private-MAC: 9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f9b2c1f7e⟧
⟦-----BEGIN RSA PRIVATE KEY-----⏎Proc-Type: 4,ENCRYPTED⏎DEK-Info: AES-128-CBC,9B2C1F7E4D3A4C618E5F0A7B6C5D4E3F⏎⏎q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3PfJ6a⟧
> ⟦-----BEGIN EC PRIVATE KEY-----⏎> MHcCAQEEIq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo⏎> q7ZtR2mVx9LsB4nKc8WdYh3PfJ6a⏎> -----END EC PRIVATE KEY-----⟧
key = "⟦-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC\\nq7ZtR2mVx9LsB4nKc8Wd\\n-----END PRIVATE KEY-----⟧\\n"
⟦-----BEGIN PGP PRIVATE KEY BLOCK-----⏎Version: x⏎⏎lQOYBFq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo⏎=aBcD⏎-----END PGP PRIVATE KEY BLOCK-----⟧
⟦-----BEGIN OPENSSH PRIVATE KEY-----⏎b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ⏎QyNTUxOQAAACBxq7ZtR2mVx9LsB4nKc8Wd⟧
⟦-----BEGIN DSA PRIVATE KEY----- MIIBuwIBAAKBgQDq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo -----END DSA PRIVATE KEY-----⟧
{"kty":"EC","crv":"P-256","x":"q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m","d":"⟦q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m⟧"}
<RSAKeyValue><Modulus>xA7k</Modulus><D>⟦q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m=⟧</D></RSAKeyValue>
ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCq7ZtR2mVx9LsB4nKc8WdYh3P ada@example, sha256-q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m=
The token is ⟦npm_q7ZtR2mVx9LsB4nKc8WdYh3P⟧ now, the other is ⟦sk-ant-api03-q7ZtR2mVx9LsB4nKc8WdYh3P⟧; ⟦figd_q7ZtR2mVx9LsB4nKc8⟧, ⟦rubygems_9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f⟧
Post to ⟦https://hooks.slack.com/services/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⟧ or ⟦https://discord.com/api/webhooks/123456789012345678/q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e⟧, see https://discord.com/api/webhooks/docs
⟦https://maker.ifttt.com/trigger/door/with/key/q7ZtR2mVx9LsB4nKc8WdYh⟧ ⟦https://open.feishu.cn/open-apis/bot/v2/hook/9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f⟧
⟦eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..q7ZtR2mVx9LsB4nK.q7ZtR2mVx9LsB4nKc8WdYh3P.q7ZtR2mVx9LsB4nKc8Wd⟧ ⟦v4.local.q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nK⟧ ⟦gAAAAABq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e⟧
session=⟦eyJ1c2VyIjoxN30.ZkX9Ls.q7ZtR2mVx9LsB4nKc8WdYh3PfJ6⟧ and sessionid=⟦eyJ1c2VyIjoxN30:1rX9Ls:q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m⟧
He pasted ⟦q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo/+Az⟧ into the chat.
commit 9b2c1f7e4d3a4c618e5f0a7b6c5d4e3f9b2c1f7e, uuid 9b2c1f7e-4d3a-4c61-8e5f-0a7b6c5d4e3f, sha512-q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2mVx9LsB4nKc8WdYh3P==
_ZN3foo3BarE2v1Ev Microsoft_Windows_10_Pro_x64 getElementsByTagName2x my_function_name_with_2_numbers test_case_ABC123_def456
https://www.youtube.com/watch?v=dQw4w9WgXcQ https://example.org/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit h1:q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXoq7ZtR2m=
data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
`)
}
