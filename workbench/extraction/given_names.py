"""The usual gender of given names, to tell whom "he" and "she" can mean.

Only names that are clearly one or the other; a name that is not here fits both. Written for news
in English: English, Western European, Slavic, Turkish, Persian, Arabic, Hebrew, Asian and African
names of people who are quoted.
"""

from __future__ import annotations

from typing import Final

from workbench.extraction.roles import Gender

_MALE: Final = frozenset(
    """
    aaron abbas abdullah abdul abraham adam adel adnan ahmad ahmed ajit alan albert aleksandar
    aleksandr aleksei aleksey alejandro alexander alexandre alexei alexey alfred ali amir amos
    anatoly anders andre andreas andrei andres andrew andrey andrii andriy andrzej ankit anthony
    antonio antony anton antti anwar arnold arthur arturo arvind ash ashton asif avi avigdor ayman
    bahram barack barry bashar behrouz ben benjamin benny bernard bernie bill binyamin bjorn bob bobby
    boris borys brad bradley brendan brent brian bruce bruno bryan calvin carl carlos charles chad chris
    christian christopher chuck clarence clint cory craig cyril dan daniel danny dave david denis
    dennis denys derek dick diego dmitri dmitry dmytro dominic donald doug douglas dwight dylan
    ebrahim ed eddie edgar eduardo edward edwin elijah elon emmanuel emmett enrique eric erik ernest
    esmaeil eugene evan evgeny fabian faisal farhan farid fatih felipe felix ferdinand fernando
    filippo floyd francis francisco frank frank-walter franklin fred frederick gabriel gary gavin
    gennady geoff geoffrey george gerald gerard gerhard gianni gilbert giorgio giuseppe glenn gordon
    graham grant greg gregory grigory guido guillermo gunter gustavo guy hadi hakan hamid hans hardeep
    harold harry hasan hashim hassan henrik henry herbert herman hiroshi hossein howard hugh hugo
    hulusi hussein ian ibrahim igor ilham ilya imran isaac ismail israel ivan jack jacob jacques jake
    jaime jair jamal james jan jared jason javad javier jawad jay jean jean-claude jean-luc jean-marc
    jean-pierre jean-yves jeb jeff jeffrey jens jeremy jerome jerry jesse jesus jim jimmy joachim joao joe joel
    joerg john johnny jon jonas jonathan jorge jose josef josep joseph josh joshua juan julian
    julius jurgen justin kamal karim karl kassym-jomart keir keith kenneth ken kevin khaled khalid
    kirill klaus konstantin krzysztof kwasi kyrylo lamar lars laurent lawrence lech len leo leon
    leonardo leonid leopold lindsey lloyd lorenzo lou louis lucas luis luiz luke mahmoud majid manuel
    marc marcel marco marcus mario mark markus mahdi martin marvin mateusz mathias matt matteo
    matthew maurice max maxim maximilian mehdi mehmet mevlut michael michel miguel mihai mikael mike
    mikhail miles milos mitch mitt mohamed mohammad mohammad-reza mohammed moshe muhammad mustafa
    mykhailo mykola narendra nasser nathan naftali ned neil nelson newt nicholas nicolas nigel
    nikita nikol nikolai nikolay noah norman olaf oleg oleh oleksandr oleksii oleksiy oliver omar
    orlando oscar osama oswaldo otto owen pablo paolo patrick paul paulo pavel pavlo pedro pervez pete
    peter petr petro phil philip philippe pierre piotr qassem rafael rahul raj ralph ramon ramzan
    randy raphael rashid raul ray raymond reza ricardo richard rick rishi rob robert roberto robin
    rodrigo roger roland roman ron ronald ross roy ruben rudolph rudy rupert russell rustem ryan saeed salman sam
    samir samuel santiago saul sayyid scott sean sebastian serge sergei sergej sergey sergii sergio
    serhii serhiy seth seymour shane shaun shehbaz shimon shinzo silvio simon stanislav stefan
    stephane stephen sterling steve steven stewart stuart sven tariq ted terrence terry theodore
    thierry thomas tim timothy tobias todd tom tommy tony travis trevor tyler ulf uwe
    vadim valdis valerii valery vasily vasyl victor viktor vincent vitali vitaliy vitaly vladimir
    volker volodymyr vyacheslav wael walid walter warren wayne werner wilhelm will william willem
    winston wolfgang xavier yair yasser yasser yevgeny yitzhak yoav yuri yuriy yury yves zbigniew
    zachary zalmay zlatan nawaz recep tayyip fahrettin
    """.split()
)

_FEMALE: Final = frozenset(
    """
    abigail ada adele adriana adrienne agnes aisha alena alessandra alexandra alexandria alice
    alicia alina alison allison alla alyssa amanda amber amelia amy ana anastasia andrea angela
    angelina anita anja ann anna annalena anne annette annika anniken april ariana ashley audrey
    aung avril barbara beata beatrice belinda benazir bernadette beth betsy bettina betty beverly
    bianca birgit bonnie brenda bridget brittany camila camilla candace carla carmen carol carole
    caroline carolyn cassandra catherine cathy cecilia celeste charlotte chelsea cheryl christiane
    christina christine chrystia cindy claire clara claudia colleen condoleezza connie cristina
    crystal cynthia daniela danielle daria dawn debbie deborah debra delphine diana diane dianne
    dilma dolores donna doris dorothy edith eileen elaine elena eleanor elisabeth elise elizabeth
    ella ellen emilia emily emma erika erin esther eva eve evelyn fatima fatma federica fiona
    florence frances francesca gabriela gabriele gail galina geraldine gertrude gina ginni giorgia
    gisela gloria golda greta gretchen hannah harriet heather heidi heike helen helena helga hillary
    hilary holly ida ilona indira inga ingrid irena irene irina iris irma iryna isabel isabella
    ismini ivana ivanka izumi jacinda jackie jacqueline jane janet janice jasmine jean-anne jen
    jenna jennifer jenny jessica jill joan joanna joanne jocelyn josephine joyce juanita judith judy
    julia juliana julie juliet june kaja karen karin karine karla kate katarina katherine kathleen
    kathryn kathy katie katrina katya kayleigh kellyanne kelly-ann kerstin khadija kim-marie kimberly
    kirsten kristalina kristen kristi kristin kristina larisa larysa latifa laura lauren lea leila
    lena leslie leyla lidia lilia lillian linda lindsay lisa liz liza lois loretta lori louise lucia
    lucy ludmila luisa lydia lynn lynne madeleine magdalena maggie maia malala mara marcia margaret
    margarita margot maria mariana marianne marie marilyn marina marine marion marjorie marlene
    marsha marta martha mary maryam matilda maureen maxine megan meghan mehriban melania melanie
    melinda melissa mercedes meryl mette michaela michele michelle mila mildred mina miriam mitra
    molly monica monika nabila nadezhda nadia nancy naomi natalia natalie natalya nataliya natasha
    nicola nicole nikki nina noor nora norma oana oksana olena olga olivia oprah paige pamela patricia patsy
    patty paula pauline penelope penny petra phyllis priscilla priti rachel ramona rania raquel rebeca
    rebecca regina renata renee rhonda rita roberta rosa rosalind rose rosemary rosie roxana ruth
    sabine sabrina sally samantha sandra sanna sara sarah saskia selma shannon sharon sheila shelley
    sherry shirley silvia simone sofia sonia sonja sophia sophie stacy stella stephanie sue suella
    susan susana susanna susanne suzanne svetlana sviatlana sylvia tamara tammy tania tanya tara
    tatiana tatyana teresa theresa tiffany tina toni tracey tulsi ursula uta valentina valeria
    valerie vanessa vera veronica victoria viktoria violeta virginia viviana wendy whitney yael
    yelena yevgenia yolanda yulia yuliya yvette yvonne zainab zoe zsuzsanna mariya ann
    """.split()
)
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
