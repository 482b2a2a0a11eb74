"""The usual gender of given names, to tell whom "he" and "she" can mean.

Only names that are clearly one or the other; a name that is not here fits both. Written for news
in English: English, Western European, Slavic, Turkish, Persian, Arabic, Hebrew, Asian and African
names of people who are quoted.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.speakers.roles import Gender

_MALE_NAMES: Final = """
aaron abbas abdul abdullah abel abraham adam adel adnan adriaan ahmad ahmed ajit akira alain
alan alastair albert alberto aldo alejandro aleksandar aleksandr aleksei aleksey alessandro
alexander alexandre alexei alexey alfonso alfred alfredo ali alistair allan allen amir amit
amos anand anatoly anders andras andre andreas andrei andrej andres andrew andrey andrii
andriy andrzej angus anil ankit anselm anthony anton antonio antony antti anwar ari armando
arne arno arnold arthur arturo arun arvind ash ashok ashton asif augusto avi avigdor axel
ayman aziz bahram baltasar barack barney barry bart bartholomew bashar basil bastian behrouz
ben benjamin benny bernard bernie bertrand bill binyamin bjorn bob bobby boris borys boyd brad
bradley brendan brent brett brian bruce bruno bryan byron callum calvin cameron carl carlos
cecil cedric cesar chad chaim charles chris christian christopher chuck clarence clark claude
clement cliff clifford clint clive colin conor cornelius cory craig curtis cyril cyrus dale
damian damien damon dan daniel danny darius darren dave david davide dean declan denis dennis
denys derek dermot desmond dick diego dieter dirk dmitri dmitry dmytro dominic don donald doug
douglas duncan dustin dwight dylan eamon earl ebrahim ed eddie edgar eduardo edward edwin eli
elias elijah elliot elon emil emile emmanuel emmett enrique enzo ephraim erdal eric erik
ernest ernesto esmaeil ethan eugene evan evgeny ezra fabian fahrettin faisal farhan farid
fatih felipe felix ferdinand fergus fernando filippo finn florian floyd francis francisco
frank frank-walter franklin fred frederick fredrik fritz gabor gabriel gareth garry gary gavin
gennady geoff geoffrey georg george georges georgi gerald gerard gerhard gerry gianni gilbert
giles giorgio giulio giuseppe glenn gordon graeme graham grant greg gregory grigory guenter
guido guillermo gunter gustaf gustavo guy hadi hakan hamid hank hans hardeep harold harry
hasan hashim hassan hector heinrich helmut henrik henry herbert herman hiroshi hossein howard
hugh hugo hulusi hussein ian ibrahim ignacio igor ilham ilya imran inigo isaac isidore ismail
israel ivan ivo jack jacob jacques jaime jair jake jakob jamal james jan jared jaroslav jarrod
jason jasper javad javier jawad jay jean jean-claude jean-luc jean-marc jean-pierre jean-yves
jeb jeff jefferson jeffrey jens jeremy jerome jerry jerzy jesse jesus jim jimmy jiri joachim
joakim joao joe joel joerg john johnny jon jonas jonathan jonny jordi jorge jose josef josep
joseph josh joshua jozef juan juergen julian julius jurgen justin jörg kai kamal karim karl
kaspar kassym-jomart keir keith ken kenneth kenny kent kevin khaled khalid kirill klaas klaus
kofi konstantin kristian krzysztof kurt kwame kwasi kyrylo lachlan lamar lance lars laurent
lawrence lawson lech leif len leo leon leonard leonardo leonid leopold lewis liam lionel lloyd
loic lorenzo lothar lou louis luca lucas ludwig luigi luis luiz lukas luke lyndon magnus mahdi
mahmoud majid malcolm manuel marc marcel marco marcus marek mario marius mark markus martijn
martin marvin mateusz mathias mats matt matteo matthew mattias maurice mauricio mauro max
maxim maximilian mehdi mehmet mevlut michael michel miguel mihai mikael mike mikhail mikkel
milan miles milos mitch mitchell mitt mohamed mohammad mohammad-reza mohammed morten moshe
muhammad murray mustafa mykhailo mykola nabil naftali narendra nasser nathan nawaz ned neil
nelson neville newt niall nicholas nick nicolas niels nigel nikita nikol nikolai nikolay nikos
noah norman olaf olav ole oleg oleh oleksandr oleksii oleksiy oliver olivier omar omer orhan
orlando osama oscar oskar oswaldo otto owen ozgur pablo paolo pascal patrice patrick paul
paulo pavel pavlo pedro pekka per perry pervez pete peter petr petro phil philip philippe
pierre piers piet piotr qassem quentin quincy radek rafael rahul raj ralph ramesh ramon ramzan
randy raoul raphael rashid raul ravi ray raymond recep reginald reinhard remy rene rex reza
ricardo richard rick rishi roald rob robert roberto robin rocco roderick rodrigo roger rohan
roland rolf roman romano ron ronald rory ross rowan roy ruben rudolph rudy rufus rupert
russell rustem ryan saeed salman sam samir samuel sanjay santiago saul sayyid scott sean
sebastian serge sergei sergej sergey sergi sergii sergio serhii serhiy seth seymour shane
shaun shehbaz shekhar shimon shinzo sidney sigmar silvio simeon simon stan stanislav stanley
stefan stefano stephane stephen sterling steve steven stewart stuart sunil suresh sven taras
tariq tayyip ted terrence terry theo theodore thierry thomas thorsten tibor tim timothy tobias
toby todd tom tomas tommy tony travis trent trevor tuomas tyler ulf umar umberto uwe vaclav
vadim valdis valentin valerii valery vasily vasyl victor vikram viktor viktoras vince vincent
vitali vitaliy vitaly vito vivek vladimir volker volodymyr vyacheslav wael waldemar walid
walter warren wayne werner wilbur wilfred wilhelm will willem william wim winston wolfgang
xavier yair yann yannick yasser yevgeny yitzhak yoav yousef youssef yuri yuriy yury yusuf yves
zachary zalmay zbigniew zlatan zoltan
"""
_MALE: Final = frozenset(_MALE_NAMES.split())

_FEMALE_NAMES: Final = """
abigail ada adela adele adriana adrienne agata agnes aileen aimee aino aisha akiko aleksandra
alena alessandra alexa alexandra alexandria alexis alice alicia alina alison alla allison alma
althea alyssa amal amanda amber amelia amina amy ana anabel anastasia andrea andreea angela
angelica angelina anita anja ann anna annalena anne anneliese annette annika anniken anouk
antonia anya april ariana arlene ashley astrid audrey aung aurora avril ayesha azadeh barbara
barbra beata beatrice beatrix becky belinda benazir benedetta berit bernadette bernice bertha
beth betsy bettina betty beverly bianca birgit bonnie brenda bridget brigitte britta brittany
caitlin camila camilla candace candice carina carla carly carmen carol carole carolina
caroline carolyn cassandra catherine cathy cecilia celeste celia charlotte chelsea cheryl
chiara chloe christa christiane christina christine chrystia cindy claire clara clarissa
claudia colette colleen condoleezza connie constance consuelo corinne cristina crystal cynthia
daniela daniella danielle danuta daria dawn debbie deborah debra delia delphine desiree diana
diane dianne dilma dina dolores donna doris dorothea dorothy ebony edith edna eileen elaine
eleanor elena elisa elisabeth elise elizabeth ella ellen ellie elsa elsie elvira emilia emilie
emily emine emma erica erika erin esperanza estelle esther eugenia eunice eva eve evelyn faith
farah fatima fatma fatou faye federica felicity fern fiona flora florence frances francesca
francine franziska freya frieda gabriela gabriele gail galina georgina geraldine gerda
gertrude gina ginni giorgia gisela giulia gloria golda grace greta gretchen gwen gwyneth hanan
hanna hannah harriet hazel heather hedwig heidi heike helen helena helga hermine hilary hilda
hillary holly ida ilona ilse imogen indira ines inga inge ingrid ioana irena irene irina iris
irma iryna isabel isabella ismini ivana ivanka ivy izumi jacinda jackie jacqueline jacquie
jane janet janice janine jasmine jean-anne jeanette jeanne jelena jen jenna jennifer jenny
jessica jill joan joanna joanne jocelyn joelle johanna jolanda josefina josephine josie joyce
juanita judit judith judy julia juliana julie juliet june justine kaja kamala karen karin
karine karla katarina kate katherine kathleen kathryn kathy katie katrina katya kaye kayleigh
keira kellyanne kerstin khadija kimberly kirsten kirstie kristalina kristen kristi kristin
kristina lana larisa larysa latifa latoya laura lauren lea leanne leila lena leonora leslie
letizia leyla lidia lieselotte lila lilia liliana lillian linda lindsay lisa liudmila liz liza
lois loretta lori lorna lorraine louise lucia luciana lucy ludmila luisa luz lydia lynn lynne
lyudmila mabel madeleine madison magda magdalena maggie mai maia malala malin manuela mara
marcela marcia margaret margarete margarita margot margrethe maria mariam mariana marianne
maribel marie marilyn marina marine marion marisa marit mariya marjorie marlene marlies marsha
marta martha martine mary maryam matilda maureen maxine maya megan meghan mehriban mei melania
melanie melinda melissa melody mercedes meryl mette mia michaela michele michelle mila mildred
millicent mina minna miranda mireille miriam mitra moira molly mona monica monika muriel
myriam nabila nadezhda nadia nan nancy nanette naomi natalia natalie nataliya natalya natascha
natasha neha nelly nicola nicole nicolette nigella nikki nina noelle noor nora noreen norma
oana odette oksana olena olga olivia oprah ottilie paige paloma pamela paola patience patricia
patsy patty paula pauline penelope penny petra petronella phyllis pia pilar polly priscilla
priti rabia rachel ramla ramona rania raquel rebeca rebecca reem regina regine rena renata
renee rhoda rhonda rina rita roberta roisin romy rosa rosalie rosalind rosanna rosario rose
rosemary rosie rowena roxana ruby rukhsana ruta ruth sabine sabrina sadie sally salma samantha
sandra sandrine sanna saoirse sara sarah saskia selma serena shabana shabnam shami shannon
sharon sheila shelley sherry sheryl shirin shirley sigrid silvia simona simone sinead sofia
solveig sonia sonja sophia sophie stacy stefania stefanie stella stephanie sue suella sunita
susan susana susanna susanne suzanne svetlana sviatlana sylvia tabitha tamara tammy tania
tanya tara tasha tatiana tatyana teresa tessa thelma theresa therese tiffany tina toni tova
tracey trudy tulsi ulla ulrike ursula uta valentina valentyna valeria valerie vanessa vera
veronica vesna victoria viktoria viola violet violeta virginia viviana wanda wendy whitney
wilhelmina wilma winifred xenia yael yasmin yasmina yelena yevgenia yolanda yuki yuko yulia
yuliya yvette yvonne zahra zainab zara zeynep zoe zora zsuzsanna
"""
_FEMALE: Final = frozenset(_FEMALE_NAMES.split())
_FEMALE_ENDINGS: Final = ("ova", "eva", "aya", "skaya", "ska", "enkova")


def gender_of_name(words: tuple[str, ...]) -> Gender | None:
    """The gender a full name suggests; a single word is a surname and suggests none.

    Args:
        words: The words of a name as written, given name first.
    """
    if len(words) < 2:
        return None
    for given in (f"{words[0]}-{words[1]}".casefold(), words[0].casefold()):
        if given in _MALE:
            return "male"
        if given in _FEMALE:
            return "female"
    return "female" if words[-1].casefold().endswith(_FEMALE_ENDINGS) else None
