/**
 * Names of people, by where they are common, so that given and family names go together. Long, because it is a list.
 * Family names are those that do not change with gender.
 */
export interface Naming {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const naming = (given: string, family: string): Naming => ({ given: given.split(' '), family: family.split(' ') });

export const namings: readonly Naming[] = [
  // West Africa
  naming(
    'Adjoa Kofi Ama Kwame Efua Yaw Chidi Ngozi Emeka Folasade Tunde Ifeoma',
    'Mensah Owusu Boateng Asante Adeyemi Balogun Eze Nwosu Adebayo Ofori Sarpong Obi Diallo Traoré',
  ),
  // East Africa
  naming(
    'Achieng Baraka Zawadi Kamau Nyambura Juma Neema Otieno Wambui Tesfaye Hana Abebe',
    'Mwangi Odhiambo Kariuki Njoroge Wanyama Kimani Ochieng Mutua Bekele Haile Tadesse Mwakasege Nyerere Okello',
  ),
  // Southern Africa
  naming(
    'Thabo Lerato Sipho Nomsa Tendai Rudo Kagiso Naledi Tatenda Zanele Mpho Bongani',
    'Dlamini Nkosi Khumalo Moyo Ncube Mokoena Sithole Molefe Ndlovu Chikwanha Mahlangu Tshabalala Zulu Phiri',
  ),
  // Maghreb and Mashriq
  naming(
    'Yasmine Karim Nadia Omar Salma Tarek Leila Bilal Rania Hicham Dalia Samir',
    'Benali Haddad Mansouri El-Amin Khoury Nasser Bouzid Zeroual Farouk Sayegh Darwish Tlili Barakat Hamdan',
  ),
  // Iran and Caucasus
  naming(
    'Shirin Babak Nasrin Kaveh Parisa Dariush Nino Giorgi Ani Tigran Lala Vugar',
    'Rostami Farahani Karimi Tehrani Shirazi Beridze Kapanadze Lomidze Petrosyan Sargsyan Hakobyan Mirzoyan Jafari Moradi',
  ),
  // Turkey and Central Asia
  naming(
    'Elif Emre Zeynep Kerem Defne Baran Aigerim Nurlan Aizada Timur Dilnoza Jasur',
    'Yıldız Demir Kaya Çelik Şahin Arslan Öztürk Koç Aksoy Nurmagambet Seitkali Tokay Ergashev Aydın',
  ),
  // India
  naming(
    'Ananya Rohan Meera Arjun Kavya Vikram Lakshmi Sanjay Divya Harpreet Nikhil Sunita',
    'Sharma Iyer Patel Reddy Banerjee Nair Kulkarni Singh Mehta Chatterjee Gupta Menon Deshpande Bhatt',
  ),
  // Pakistan, Bangladesh, Sri Lanka
  naming(
    'Ayesha Hamza Sadia Imran Farzana Rafiq Nusrat Dilani Kasun Tharindu Zara Usman',
    'Qureshi Siddiqui Chowdhury Rahman Malik Perera Fernando Jayawardena Wickramasinghe Hossain Akhtar Mirza Bhuiyan Silva',
  ),
  // China
  naming(
    'Wei Meiling Jun Xiaoyu Lihua Bo Yan Haoran Ruolan Chen Shufen Zhihao',
    'Wang Zhang Liu Huang Zhao Zhou Wu Xu Sun Lin Guo Luo Zheng Feng',
  ),
  // Japan
  naming(
    'Haruka Kenji Sakura Takumi Naoko Ren Ayumi Daichi Emi Hiroshi Kaori Shota',
    'Sato Suzuki Takahashi Watanabe Nakamura Kobayashi Kato Yoshida Yamada Matsumoto Inoue Kimura Hayashi Mori',
  ),
  // Korea
  naming(
    'Jiwoo Minjun Seoyeon Dohyun Eunji Sungmin Haeun Jinho Soomin Taeyang Yuna Woojin',
    'Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Shin Kwon Hwang',
  ),
  // South-East Asia
  naming(
    'Linh Minh Siti Budi Dewi Agus Malee Somchai Maricel Ramon Thu Wayan',
    'Nguyen Pham Santoso Wijaya Suharto Siregar Saetang Srisai Reyes Santos Bautista Villanueva Hoang Bui',
  ),
  // Oceania
  naming(
    'Mere Tane Hine Wiremu Sione Losa Tevita Ana Malia Manaia Kiri Rangi',
    'Ngata Parata Henare Tuilagi Faleolo Tupou Vainikolo Latu Pomare Taufa Waititi Leota Paki Moala',
  ),
  // Iberia
  naming(
    'Inês Tiago Lucía Pablo Nerea Iker Joana Rui Carmen Álvaro Montserrat Jordi',
    'Ferreira Almeida Carvalho García Fernández Navarro Etxeberria Puig Serra Moreno Teixeira Vidal Ibáñez Domínguez',
  ),
  // Latin America
  naming(
    'Camila Diego Valentina Thiago Luana Emiliano Itzel Rafael Paloma Joaquín Yara Ignacio',
    'Souza Oliveira Rojas Quispe Mamani Gutiérrez Restrepo Barrios Acosta Cárdenas Pereyra Ramírez Huamán Zapata',
  ),
  // Italy and Greece
  naming(
    'Giulia Matteo Chiara Lorenzo Elena Davide Eleni Nikos Katerina Yannis Francesca Stavros',
    'Rossi Bianchi Ferrari Romano Conti Marino Greco Ioannou Economou Christou Antoniou Lombardi Moretti Galli',
  ),
  // France and Belgium
  naming(
    'Camille Hugo Manon Théo Élodie Lucas Noémie Antoine Margaux Bastien Clémence Julien',
    'Moreau Lefèvre Girard Bonnet Dubois Fontaine Chevalier Gauthier Perrin Lambert Renard Mercier Delacroix Peeters',
  ),
  // Germany, Austria, Switzerland
  naming(
    'Anneke Felix Greta Matthias Lena Jonas Hannah Sebastian Ursula Florian Katrin Urs',
    'Schmidt Fischer Weber Becker Hoffmann Schäfer Koch Bauer Keller Huber Zimmermann Vogel Krause Brunner',
  ),
  // Netherlands and Nordics
  naming(
    'Sanne Daan Freja Lars Astrid Søren Ingrid Mikael Aino Eero Marieke Bjørn',
    'Mulder Bakker Visser Nielsen Hansen Lindqvist Berglund Johansen Haugen Virtanen Korhonen Mäkinen Dahl Nyström',
  ),
  // Britain and Ireland
  naming(
    'Eleanor Rhys Fiona Callum Niamh Oisín Bethan Angus Imogen Declan Morag Alfie',
    'Hughes Fraser Gallagher Byrne Bennett Pritchard MacLeod Sinclair Whitaker Llewellyn Doyle Ashworth Kavanagh Barnes',
  ),
  // Poland, Czechia, Baltics
  naming(
    'Zofia Jakub Kasia Marek Eliška Ondřej Liga Andris Rasa Mantas Agnieszka Mihkel',
    'Nowak Mazur Wójcik Zając Krawczyk Krejčí Martinů Rebane Saar Liepa Tamm Sepp Kask Duda',
  ),
  // Ukraine and Balkans
  naming(
    'Olena Taras Iryna Bohdan Milica Nikola Jelena Stefan Ivana Luka Kateryna Dragan',
    'Shevchenko Kovalenko Bondarenko Tkachenko Petrović Jovanović Horvat Kovač Babić Novak Hadžić Popescu Ionescu Marić',
  ),
  // North America and Caribbean
  naming(
    'Aaliyah Marcus Brooke Tyrell Shanice Wyatt Naomi Desmond Keisha Logan Odessa Winston',
    'Johnson Washington Carter Begaye Tsosie Campbell Brathwaite Baptiste Jefferson Sullivan Beaumont Grant Toussaint Harper',
  ),
  // Jewish diaspora and Israel
  naming(
    'Noa Eitan Talia Avi Shira Yonatan Miriam Gideon Tamar Ezra Dalit Boaz',
    'Cohen Levi Katz Rosen Friedman Mizrahi Peretz Shapiro Goldberg Azoulay Stern Weiss Ben-David Halevi',
  ),
];
