"""The usual gender of given names, to tell whom "he" and "she" can mean.

Only names that are clearly one or the other; a name that is not here fits both. Written for news
in English: English, Western European, Slavic, Turkish, Persian, Arabic, Hebrew, Asian and African
names of people who are quoted; the commonest of the United States and Britain are among them.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.speakers.roles import Gender

_MALE_NAMES: Final = """
aaron abbas abdul abdullah abel abraham adam adel adnan adriaan ahmad ahmed ajit akira alain alan
alastair albert alberto aldo alec alejandro aleksandar aleksandr aleksei aleksey alessandro
alexander alexandre alexei alexey alfonso alfred alfredo ali alistair allan allen alvin amir amit
amos anand anatoly anders andras andre andreas andrei andrej andres andrew andrey andrii andriy
andrzej angus anil ankit anselm anthony anton antonio antony antti anwar ari armando arne arno
arnold arthur arturo arun arvind ash ashok ashton asif augusto avi avigdor axel ayman aziz bahram
baltasar barack barney barry bart bartholomew bashar basil bastian behrouz ben benjamin benny
bernard bernie bertrand bill billy binyamin bjorn bob bobby boris borys boyd brad bradley brandon
brendan brent brett brian bruce bruno bryan bryce byron caleb callum calvin cameron carl carlos
cecil cedric cesar chad chaim charles chris christian christopher chuck clarence clark claude
clayton clement cliff clifford clint clive colin collin colton connor conor corey cornelius cory
craig cristian curtis cyril cyrus dale damian damien damon dan daniel danny darin darius darrell
darren darryl daryl dave david davide dean declan denis dennis denys derek dermot derrick desmond
devin dick diego dieter dirk dmitri dmitry dmytro dominic don donald doug douglas duane duncan
dustin dwayne dwight dylan eamon earl ebrahim ed eddie edgar eduardo edward edwin eli elias
elijah elliot elliott elon emil emile emmanuel emmett enrique enzo ephraim erdal eric erik ernest
ernesto esmaeil ethan eugene evan evgeny ezra fabian fahrettin faisal farhan farid fatih felipe
felix ferdinand fergus fernando filippo finn florian floyd francis francisco frank frank-walter
franklin fred frederick fredrik fritz gabor gabriel gareth garry gary gavin gennady geoff
geoffrey georg george georges georgi gerald gerard gerhard gerry gianni gilbert giles giorgio
giulio giuseppe glenn gordon graeme graham grant greg gregg gregory grigory guenter guido
guillermo gunter gustaf gustavo guy hadi hakan hamid hank hans hardeep harold harry hasan hashim
hassan hector heinrich helmut henrik henry herbert herman hiroshi hossein howard hugh hugo hulusi
hussein iain ian ibrahim ignacio igor ilham ilya imran inigo isaac isaiah isidore ismail israel
ivan ivo jack jacob jacques jaime jair jake jakob jamal james jan jared jaroslav jarrod jason
jasper javad javier jawad jay jean jean-claude jean-luc jean-marc jean-pierre jean-yves jeb jeff
jefferson jeffery jeffrey jens jeremiah jeremy jermaine jerome jerry jerzy jesse jesus jim jimmy
jiri joachim joakim joao joe joel joerg john johnathan johnny jon jonas jonathan jonathon jonny
jordi jorge jose josef josep joseph josh joshua jozef juan juergen julian julius jurgen justin
jörg kai kamal karim karl kaspar kassym-jomart keir keith ken kenneth kenny kent kevin khaled
khalid kieran kirill kirk klaas klaus kofi konstantin kristian kristopher krzysztof kurt kwame
kwasi kyle kyrylo lachlan lamar lance larry lars laurent lawrence lawson lech leif len leo leon
leonard leonardo leonid leopold leroy lewis liam lionel lloyd loic lonnie lorenzo lothar lou
louis luca lucas ludwig luigi luis luiz lukas luke lyndon magnus mahdi mahmoud majid malcolm
malik manuel marc marcel marco marcus marek mario marius mark markus martijn martin martyn marvin
mateusz mathew mathias mats matt matteo matthew mattias maurice mauricio mauro max maxim
maximilian mehdi mehmet melvin mevlut michael micheal michel miguel mihai mikael mike mikhail
mikkel milan miles milos mitch mitchell mitt mohamed mohammad mohammad-reza mohammed morten moshe
muhammad murray mustafa mykhailo mykola nabil naftali narendra nasser nathan nathaniel nawaz ned
neil nelson neville newt niall nicholas nick nicolas niels nigel nikita nikol nikolai nikolay
nikos noah norman olaf olav ole oleg oleh oleksandr oleksii oleksiy oliver olivier omar omer
orhan orlando osama oscar oskar oswaldo otto owen ozgur pablo paolo pascal patrice patrick paul
paulo pavel pavlo pedro pekka per perry pervez pete peter petr petro phil philip philippe phillip
pierre piers piet piotr qassem quentin quincy radek rafael rahul raj ralph ramesh ramon ramzan
randall randy raoul raphael rashid raul ravi ray raymond recep reece reginald reinhard remy rene
rex reza rhys ricardo richard rick rickey ricky rishi roald rob robert roberto robin rocco
roderick rodney rodrigo roger rohan roland rolf roman romano ron ronald ronnie rory ross rowan
roy ruben rudolph rudy rufus rupert russell rustem ryan saeed salman sam samir samuel sanjay
santiago saul sayyid scott sean sebastian serge sergei sergej sergey sergi sergii sergio serhii
serhiy seth seymour shane shaun shawn shehbaz shekhar shimon shinzo sidney sigmar silvio simeon
simon stan stanislav stanley stefan stefano stephane stephen sterling steve steven stewart stuart
sunil suresh sven taras tariq tayyip ted terence terrance terrence terry theo theodore thierry
thomas thorsten tibor tim timothy tobias toby todd tom tomas tommy tony travis trent trevor
tristan tuomas tyler tyrone ulf umar umberto uwe vaclav vadim valdis valentin valerii valery
vasily vasyl vernon victor vikram viktor viktoras vince vincent vitali vitaliy vitaly vito vivek
vladimir volker volodymyr vyacheslav wael waldemar walid walter warren wayne werner wesley wilbur
wilfred wilhelm will willem william willie wim winston wolfgang wyatt xavier yair yann yannick
yasser yevgeny yitzhak yoav yousef youssef yuri yuriy yury yusuf yves zachary zalmay zbigniew
zlatan zoltan
"""
_MALE: Final = frozenset(_MALE_NAMES.split())

_FEMALE_NAMES: Final = """
abbie abigail ada adela adele adriana adrienne agata agnes aileen aimee aino aisha akiko
alejandra aleksandra alena alessandra alexa alexandra alexandria alexis alice alicia alina alisha
alison alla allison alma althea alyssa amal amanda amber amelia amina amy ana anabel anastasia
andrea andreea angela angelica angelina angie anita anja ann anna annalena anne anneliese annette
annika anniken anouk antonia anya april ariana arlene ashlee ashleigh ashley astrid audrey aung
aurora avril ayesha azadeh barbara barbra beata beatrice beatrix becky belinda benazir benedetta
berit bernadette bernice bertha beth bethan bethany betsy bettina betty beverley beverly bianca
birgit bonnie brandi breanna brenda briana brianna bridget brigitte britta brittany brittney
brooke caitlin caitlyn camila camilla candace candice carina carla carly carmen carol carole
carolina caroline carolyn carrie cassandra cassidy cassie catherine cathy cecilia celeste celia
charlene charlotte chelsea chelsey cheryl cheyenne chiara chloe christa christiane christie
christina christine christy chrystia cindy claire clara clare clarissa claudia colette colleen
condoleezza connie constance consuelo corinne courtney cristina crystal cynthia dana daniela
daniella danielle danuta daria darlene dawn deanna debbie deborah debra delia delphine denise
desiree diana diane dianne dilma dina dolores donna doris dorothea dorothy ebony edith edna
eileen elaine eleanor elena elisa elisabeth elise elizabeth ella ellen ellie elsa elsie elvira
emilia emilie emily emine emma erica erika erin esperanza estelle esther eugenia eunice eva eve
evelyn faith farah fatima fatma fatou faye federica felicia felicity fern fiona flora florence
frances francesca francine franziska freya frieda gabriela gabriele gabriella gabrielle gail
galina gemma georgina geraldine gerda gertrude gillian gina ginni giorgia gisela giulia glenda
gloria golda grace greta gretchen gwen gwendolyn gwyneth hailey haley hanan hanna hannah harriet
hayley hazel heather hedwig heidi heike helen helena helga hermine hilary hilda hillary hollie
holly ida ilona ilse imogen indira ines inga inge ingrid ioana irena irene irina iris irma iryna
isabel isabella ismini ivana ivanka ivy izumi jacinda jackie jaclyn jacqueline jacquie jane janet
janice janine jasmin jasmine jayne jean-anne jeanette jeanne jelena jemma jen jenna jennifer
jenny jessica jill jillian jo joan joann joanna joanne jocelyn jodi jodie jody joelle johanna
jolanda josefina josephine josie joyce juanita judit judith judy julia juliana julie juliet june
justine kaitlin kaitlyn kaja kamala kara karen kari karin karina karine karla katarina kate
katelyn katherine kathleen kathryn kathy katie katrina katy katya kaye kayla kaylee kayleigh
keira kelli kellie kellyanne kelsey kendra kerri kerstin khadija kiara kim kimberley kimberly
kirsten kirstie kirsty krista kristalina kristen kristi kristie kristin kristina kristine kristy
krystal kylie lacey lana larisa larysa latasha latifa latoya laura lauren laurie lea leah leanne
leila lena leonora lesley leslie letizia leyla lidia lieselotte lila lilia liliana lillian linda
lindsay lindsey lisa liudmila liz liza lois loretta lori lorna lorraine louise lucia luciana lucy
ludmila luisa luz lydia lynda lynn lynne lyudmila mabel madeleine madeline madison magda
magdalena maggie mai maia makayla malala malin mallory mandy manuela mara marcela marcia margaret
margarete margarita margot margrethe maria mariah mariam marian mariana marianne maribel marie
marilyn marina marine marion marisa marissa marit mariya marjorie marlene marlies marsha marta
martha martine mary maryam matilda maureen maxine maya meagan megan meghan mehriban mei melania
melanie melinda melissa melody mercedes meredith meryl mette mia michaela michele michelle
mikayla mila mildred millicent mina mindy minna miranda mireille miriam mitra moira molly mona
monica monika monique muriel myriam nabila nadezhda nadia nan nancy nanette naomi natalia natalie
nataliya natalya natascha natasha neha nelly nichole nicola nicole nicolette nigella nikki nina
noelle noor nora noreen norma oana odette oksana olena olga olivia oprah ottilie paige paloma pam
pamela paola patience patricia patsy patty paula pauline peggy penelope penny petra petronella
phyllis pia pilar polly priscilla priti rabia rachael rachel ramla ramona rania raquel rebeca
rebecca rebekah reem regina regine rena renata renee rhoda rhonda rina rita roberta robyn roisin
romy rosa rosalie rosalind rosanna rosario rose rosemary rosie rowena roxana ruby rukhsana ruta
ruth sabine sabrina sadie sally salma samantha sandra sandrine sanna saoirse sara sarah saskia
selena selma serena shabana shabnam shami shannon shari sharon shawna sheena sheila shelia
shelley shelly sheri sherri sherry sheryl shirin shirley sian sigrid silvia simona simone sinead
sofia solveig sonia sonja sonya sophia sophie stacey stacie stacy stefania stefanie stella
stephanie sue suella sunita susan susana susanna susanne suzanne svetlana sviatlana sylvia
tabitha tamara tami tammie tammy tania tanya tara tasha tatiana tatyana teresa terri tessa thelma
theresa therese tiffany tina toni tonya tova tracey traci tracie tricia trudy tulsi ulla ulrike
ursula uta valentina valentyna valeria valerie vanessa vera veronica vesna vicki vickie victoria
viktoria viola violet violeta virginia viviana wanda wendy whitney wilhelmina wilma winifred
xenia yael yasmin yasmina yelena yesenia yevgenia yolanda yuki yuko yulia yuliya yvette yvonne
zahra zainab zara zeynep zoe zora zsuzsanna
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
