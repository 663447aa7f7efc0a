/**
 * ISO 3166-2 of the countries whose addresses carry these codes, as `CODE Name`; `< CODE` names the region of a province.
 * A test holds it against the package iso-3166, which is too large for a Worker.
 */
export const stateData: Readonly<Record<string, string>> = {
  US: `AK Alaska | AL Alabama | AR Arkansas | AS American Samoa | AZ Arizona | CA California | CO Colorado |
    CT Connecticut | DC District of Columbia | DE Delaware | FL Florida | GA Georgia | GU Guam | HI Hawaii |
    IA Iowa | ID Idaho | IL Illinois | IN Indiana | KS Kansas | KY Kentucky | LA Louisiana | MA Massachusetts |
    MD Maryland | ME Maine | MI Michigan | MN Minnesota | MO Missouri | MP Northern Mariana Islands |
    MS Mississippi | MT Montana | NC North Carolina | ND North Dakota | NE Nebraska | NH New Hampshire |
    NJ New Jersey | NM New Mexico | NV Nevada | NY New York | OH Ohio | OK Oklahoma | OR Oregon |
    PA Pennsylvania | PR Puerto Rico | RI Rhode Island | SC South Carolina | SD South Dakota | TN Tennessee |
    TX Texas | UM United States Minor Outlying Islands | UT Utah | VA Virginia | VI United States Virgin Islands |
    VT Vermont | WA Washington | WI Wisconsin | WV West Virginia | WY Wyoming`,
  CA: `AB Alberta | BC British Columbia | MB Manitoba | NB New Brunswick | NL Newfoundland and Labrador |
    NS Nova Scotia | NT Northwest Territories | NU Nunavut | ON Ontario | PE Prince Edward Island | QC Quebec |
    SK Saskatchewan | YT Yukon`,
  AU: `ACT Australian Capital Territory | NSW New South Wales | NT Northern Territory | QLD Queensland |
    SA South Australia | TAS Tasmania | VIC Victoria | WA Western Australia`,
  BR: `AC Acre | AL Alagoas | AM Amazonas | AP Amapá | BA Bahia | CE Ceará | DF Distrito Federal |
    ES Espírito Santo | GO Goiás | MA Maranhão | MG Minas Gerais | MS Mato Grosso do Sul | MT Mato Grosso |
    PA Pará | PB Paraíba | PE Pernambuco | PI Piauí | PR Paraná | RJ Rio de Janeiro | RN Rio Grande do Norte |
    RO Rondônia | RR Roraima | RS Rio Grande do Sul | SC Santa Catarina | SE Sergipe | SP São Paulo |
    TO Tocantins`,
  MX: `AGU Aguascalientes | BCN Baja California | BCS Baja California Sur | CAM Campeche | CHH Chihuahua |
    CHP Chiapas | CMX Ciudad de México | COA Coahuila de Zaragoza | COL Colima | DUR Durango | GRO Guerrero |
    GUA Guanajuato | HID Hidalgo | JAL Jalisco | MEX México | MIC Michoacán de Ocampo | MOR Morelos |
    NAY Nayarit | NLE Nuevo León | OAX Oaxaca | PUE Puebla | QUE Querétaro | ROO Quintana Roo | SIN Sinaloa |
    SLP San Luis Potosí | SON Sonora | TAB Tabasco | TAM Tamaulipas | TLA Tlaxcala |
    VER Veracruz de Ignacio de la Llave | YUC Yucatán | ZAC Zacatecas`,
  IN: `AN Andaman and Nicobar Islands | AP Andhra Pradesh | AR Arunāchal Pradesh | AS Assam | BR Bihār |
    CG Chhattīsgarh | CH Chandigarh | DH Dādra and Nagar Haveli and Damān and Diu | DL Delhi | GA Goa |
    GJ Gujarāt | HP Himāchal Pradesh | HR Haryāna | JH Jhārkhand | JK Jammu and Kashmīr | KA Karnātaka |
    KL Kerala | LA Ladākh | LD Lakshadweep | MH Mahārāshtra | ML Meghālaya | MN Manipur | MP Madhya Pradesh |
    MZ Mizoram | NL Nāgāland | OD Odisha | PB Punjab | PY Puducherry (Pondicherry) | RJ Rājasthān | SK Sikkim |
    TN Tamil Nādu | TR Tripura | TS Telangāna | UK Uttarākhand | UP Uttar Pradesh | WB West Bengal`,
  IT: `21 Piemonte | 23 Valle d'Aosta, Vallée d'Aoste | 25 Lombardia | 32 Trentino-Alto Adige, Trentino-Südtirol |
    34 Veneto | 36 Friuli Venezia Giulia | 42 Liguria | 45 Emilia-Romagna | 52 Toscana | 55 Umbria | 57 Marche |
    62 Lazio | 65 Abruzzo | 67 Molise | 72 Campania | 75 Puglia | 77 Basilicata | 78 Calabria | 82 Sicilia |
    88 Sardegna | AG Agrigento < 82 | AL Alessandria < 21 | AN Ancona < 57 | AP Ascoli Piceno < 57 |
    AQ L'Aquila < 65 | AR Arezzo < 52 | AT Asti < 21 | AV Avellino < 72 | BA Bari < 75 | BG Bergamo < 25 |
    BI Biella < 21 | BL Belluno < 34 | BN Benevento < 72 | BO Bologna < 45 | BR Brindisi < 75 | BS Brescia < 25 |
    BT Barletta-Andria-Trani < 75 | BZ Bolzano, Bozen < 32 | CA Cagliari < 88 | CB Campobasso < 67 |
    CE Caserta < 72 | CH Chieti < 65 | CL Caltanissetta < 82 | CN Cuneo < 21 | CO Como < 25 | CR Cremona < 25 |
    CS Cosenza < 78 | CT Catania < 82 | CZ Catanzaro < 78 | EN Enna < 82 | FC Forlì-Cesena < 45 |
    FE Ferrara < 45 | FG Foggia < 75 | FI Firenze < 52 | FM Fermo < 57 | FR Frosinone < 62 | GE Genova < 42 |
    GO Gorizia < 36 | GR Grosseto < 52 | IM Imperia < 42 | IS Isernia < 67 | KR Crotone < 78 | LC Lecco < 25 |
    LE Lecce < 75 | LI Livorno < 52 | LO Lodi < 25 | LT Latina < 62 | LU Lucca < 52 | MB Monza e Brianza < 25 |
    MC Macerata < 57 | ME Messina < 82 | MI Milano < 25 | MN Mantova < 25 | MO Modena < 45 |
    MS Massa-Carrara < 52 | MT Matera < 77 | NA Napoli < 72 | NO Novara < 21 | NU Nuoro < 88 | OR Oristano < 88 |
    PA Palermo < 82 | PC Piacenza < 45 | PD Padova < 34 | PE Pescara < 65 | PG Perugia < 55 | PI Pisa < 52 |
    PN Pordenone < 36 | PO Prato < 52 | PR Parma < 45 | PT Pistoia < 52 | PU Pesaro e Urbino < 57 |
    PV Pavia < 25 | PZ Potenza < 77 | RA Ravenna < 45 | RC Reggio Calabria < 78 | RE Reggio Emilia < 45 |
    RG Ragusa < 82 | RI Rieti < 62 | RM Roma < 62 | RN Rimini < 45 | RO Rovigo < 34 | SA Salerno < 72 |
    SI Siena < 52 | SO Sondrio < 25 | SP La Spezia < 42 | SR Siracusa < 82 | SS Sassari < 88 |
    SU Sud Sardegna < 88 | SV Savona < 42 | TA Taranto < 75 | TE Teramo < 65 | TN Trento < 32 | TO Torino < 21 |
    TP Trapani < 82 | TR Terni < 55 | TS Trieste < 36 | TV Treviso < 34 | UD Udine < 36 | VA Varese < 25 |
    VB Verbano-Cusio-Ossola < 21 | VC Vercelli < 21 | VE Venezia < 34 | VI Vicenza < 34 | VR Verona < 34 |
    VT Viterbo < 62 | VV Vibo Valentia < 78`,
  ES: `A Alicante < VC | AB Albacete < CM | AL Almería < AN | AN Andalucía | AR Aragón | AS Asturias, Principado de |
    AV Ávila < CL | B Barcelona < CT | BA Badajoz < EX | BI Bizkaia < PV | BU Burgos < CL | C A Coruña < GA |
    CA Cádiz < AN | CB Cantabria | CC Cáceres < EX | CE Ceuta | CL Castilla y León | CM Castilla-La Mancha |
    CN Canarias | CO Córdoba < AN | CR Ciudad Real < CM | CS Castellón < VC | CT Catalunya | CU Cuenca < CM |
    EX Extremadura | GA Galicia | GC Las Palmas < CN | GI Girona < CT | GR Granada < AN | GU Guadalajara < CM |
    H Huelva < AN | HU Huesca < AR | IB Illes Balears | J Jaén < AN | L Lleida < CT | LE León < CL |
    LO La Rioja < RI | LU Lugo < GA | M Madrid < MD | MA Málaga < AN | MC Murcia, Región de |
    MD Madrid, Comunidad de | ML Melilla | MU Murcia < MC | NA Navarra < NC | NC Navarra, Comunidad Foral de |
    O Asturias < AS | OR Ourense < GA | P Palencia < CL | PM Illes Balears < IB | PO Pontevedra < GA |
    PV País Vasco | RI La Rioja | S Cantabria < CB | SA Salamanca < CL | SE Sevilla < AN | SG Segovia < CL |
    SO Soria < CL | SS Gipuzkoa < PV | T Tarragona < CT | TE Teruel < AR | TF Santa Cruz de Tenerife < CN |
    TO Toledo < CM | V Valencia < VC | VA Valladolid < CL | VC Valenciana, Comunidad | VI Álava < PV |
    Z Zaragoza < AR | ZA Zamora < CL`,
};

/** Codes and names that ISO does not list: military mail, codes of former years, the post's own, other languages. */
export const otherStates: Readonly<Record<string, string>> = {
  US: `AA Armed Forces Americas | AE Armed Forces Europe | AP Armed Forces Pacific | AA Armed Forces America |
    AE Armed Forces Africa | AE Armed Forces Canada | AE Armed Forces Middle East | DC Washington DC | VI Virgin Islands |
    VI US Virgin Islands | MP CNMI`,
  CA: 'NL NF | NL Newfoundland | NL Labrador | QC PQ | PE PEI | YT Yukon Territory',
  AU: 'ACT Australian Capital',
  BR: 'DF Brasilia',
  MX: `AGU Ags | BCN BC | CAM Camp | CHH Chih | CHP Chis | CMX CDMX | CMX DF | CMX Distrito Federal | CMX Mexico City |
    COA Coah | COA Coahuila | DUR Dgo | GRO Gro | GUA Gto | HID Hgo | MEX Estado de México | MEX Edo Mex |
    MEX State of Mexico | MIC Mich | MIC Michoacán | NLE NL | PUE Pue | QUE Qro | ROO Q Roo | ROO Q R | TAM Tamps | TLA Tlax |
    VER Veracruz | YUC Yuc`,
  IN: `AN Andaman & Nicobar | CG CT | CG Chattisgarh | DH Dadra and Nagar Haveli | DH Daman and Diu | DH DN | DH DD |
    DL New Delhi | DL NCT | DL National Capital Territory of Delhi | OD OR | OD Orissa | PY Pondicherry | PY Puducherry |
    TS TG | UK UT | UK UA | UK Uttaranchal`,
  IT: `23 AO | 23 Aosta | 21 Piedmont | 25 Lombardy | 32 Trentino | 45 Emilia Romagna | 52 Tuscany | 75 Apulia | 82 Sicily |
    88 Sardinia | RM Rome | MI Milan | TO Turin | FI Florence | NA Naples | VE Venice | GE Genoa | BZ South Tyrol |
    BZ Alto Adige | BZ Südtirol | MB Monza and Brianza | PU Pesaro-Urbino | RE Reggio nell'Emilia | RC Reggio di Calabria |
    FC FO | PU PS`,
  ES: `AN Andalusia | A Alacant | AR Aragon | BI Vizcaya | C La Coruña | CN Canarias, Islas | CN Canary Islands |
    CS Castelló | CT Cataluña | CT Catalonia | EX Estremadura | GI Gerona | L Lérida | M Community of Madrid | NA Nafarroa |
    OR Orense | PM Baleares | PM Islas Baleares | PM Balearic Islands | PV Euskadi | PV Basque Country | SE Seville |
    SS Guipúzcoa | TF Tenerife | VC Comunitat Valenciana | V València | VI Araba | VI Araba/Álava | Z Saragossa | S Santander |
    MC Region of Murcia | LO Logroño`,
};
