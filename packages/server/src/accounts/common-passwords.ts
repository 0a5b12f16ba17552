/**
 * Passwords that are tried first, in lower case: those that lead the lists of every leak, in the languages of our pages, and this trade's own.
 * Shorter ones are stems: a password is looked up with and without the digits at its end.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `password passw0rd p@ssword p@ssw0rd pa55word password1 password12 password123 password1234 passwords mypassword thepassword
  newpassword yourpassword passport 12345678 123456789 1234567890 87654321 11111111 00000000 88888888 12121212 11223344 123123123
  12341234 123454321 147258369 789456123 987654321 123456780 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5
  zaq12wsx zaq1zaq1 123qweasd 123qwe123 qwe123qwe 1234qwer qwer1234 qwerty123 qwerty12 qwerty1234 qwertyui qwertyuiop qwertyuio
  qwertyqwerty qwertz123 qwertzui qwertzuiop azertyui azertyuiop azerty123 asdfghjk asdfghjkl asdfasdf asdf1234 asdfgh123 zxcvbnm1
  zxcvbnm123 zxcvbnmm qazwsxedc qazwsx123 poiuytrewq lkjhgfdsa mnbvcxz1 abcd1234 abcdefgh abcdefg1 abc12345 abc123456 abcabc123
  a1b2c3d4 a1234567 aa123456 aa12345678 a123456789 abcd12345 1a2b3c4d test1234 testtest test12345 testing1 tester123 demo1234
  guest123 user1234 admin123 admin1234 administrator adminadmin root1234 rootroot changeme changeit letmein1 letmein123 letmeinnow
  welcome1 welcome123 welcome12 welcome2 secret123 topsecret mysecret default1 temp1234 temporary iloveyou iloveyou1 iloveyou2
  ilovegod ilovemom loveyou1 lovelove loveme123 mylove123 princess princess1 sunshine sunshine1 football football1 baseball
  baseball1 basketball softball volleyball swimming hockey123 soccer123 liverpool liverpool1 chelsea1 arsenal1 barcelona
  realmadrid juventus manchester manutd12 everton1 superman superman1 batman123 spiderman spiderman1 ironman1 starwars starwars1
  startrek pokemon1 pokemon123 minecraft minecraft1 fortnite roblox123 nintendo playstation xbox3600 counterstrike warcraft
  worldofwarcraft whatever whatever1 trustno1 dragon123 monkey123 shadow123 master123 michael1 jennifer jennifer1 jessica1
  michelle michelle1 danielle charlie1 charlotte elizabeth alexander alexander1 alexandra stephanie benjamin jonathan christian
  christopher nicholas nicolas1 isabella isabelle victoria samantha samantha1 patricia margaret catherine caroline gabriela
  gabriel1 daniel123 thomas123 anthony1 andrew123 jordan23 matthew1 william1 richard1 robert123 joshua123 ashley123 amanda123
  rebecca1 veronica valentina fernando francisco alejandro alejandra santiago sebastian sebastien mariposa estrella teamo123
  teamomucho tequiero contrasena contraseña contrasenia hola1234 holahola bonjour1 jetaime1 soleil123 motdepasse motdepass
  marseille doudou12 chocolat passwort passwort1 passwort123 hallo123 hallohallo schatz123 schalke04 fussball sommer123 geheim123
  ichliebedich willkommen sonnenschein chocolate chocolate1 butterfly butterfly1 snowball tinkerbell cupcake1 cookie123 buttercup
  strawberry blueberry cherry123 banana123 pineapple watermelon pumpkin1 flower123 rainbow1 rainbow123 unicorn1 dolphin1 elephant
  cheetah1 panther1 scorpion tigger123 tiger123 kitty123 hellokitty puppies1 mustang1 corvette porsche911 porsche1 mercedes
  ferrari1 lamborghini motorcycle harley123 yamaha123 computer computer1 internet internet1 samsung1 samsung123 iphone123 android1
  google123 facebook facebook1 instagram twitter1 youtube1 youtube123 spotify1 soundcloud soundcloud1 audius123 audiotool auphonic
  stagedoor1 stagedoor music123 musicmusic ilovemusic mymusic1 musician guitar123 guitarist drummer1 drumandbass hiphop123
  hiphop12 techno123 housemusic metallica metallica1 slipknot nirvana1 eminem123 tupac123 rockstar rockstar1 rocknroll blink182
  linkinpark greenday beatles1 ledzeppelin pinkfloyd ironmaiden forever1 forever21 friends1 bestfriend bestfriends family123
  familyfirst blessed1 jesus123 jesuschrist godisgood heaven12 angel123 angels123 babygirl babygirl1 babyboy1 sweetheart beautiful
  beautiful1 gorgeous handsome diamond1 diamonds crystal1 precious fuckyou1 fuckyou123 fuckoff1 asshole1 bullshit pussy123
  biteme12 killer123 hunter12 hunter123 ranger123 warrior1 soldier1 phoenix1 thunder1 lightning midnight midnight1 freedom1
  liberty1 america1 american canada123 england1 germany1 deutschland france123 espana123 mexico123 brasil123 italia123 australia
  india123 pakistan philippines singapore london123 newyork1 newyorker california chicago1 florida1 texas123 boston123 summer123
  summer2023 summer2024 summer2025 winter123 winter2024 winter2025 spring123 autumn123 january1 february september october1
  november december monday123 friday13 birthday happy123 happyday happiness goodluck1 goodlife lucky123 money123 moneymoney
  cashmoney billionaire matrix123 access14 access123 zxc12345 pass1234 pass12345 passpass mypass123 login123 loginlogin p4ssword
  hello123 hello1234 hellohello helloworld goodbye1 nothing1 somebody everything blahblah qweasdzxc 1234abcd 12345abc 12345qwert
  1qazxsw2 0987654321 098765432 0123456789 01234567 1111111111 2222222222 55555555 66666666 77777777 99999999 22222222 33333333
  44444444 69696969 10203040 13131313 14141414 20202020 12344321 43214321 56785678 159753123 741852963 852456123 963852741
  18181818 31415926 314159265 27182818 doremifa doremifasol microphone qwerty qwertz azerty asdfgh zxcvbn letmein welcome admin
  dragon monkey batman master shadow secret hello login guest music guitar abc abcd abcdef test testing user audius summer winter
  spring autumn hallo passw pass root`.split(/\s+/),
)
