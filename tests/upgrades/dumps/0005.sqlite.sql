BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE attendance (
	record_id VARCHAR(120) NOT NULL, 
	meeting_id VARCHAR(120) NOT NULL, 
	person_id VARCHAR(120) NOT NULL, 
	how VARCHAR NOT NULL, 
	rests_on VARCHAR(120), 
	CONSTRAINT pk_attendance PRIMARY KEY (record_id), 
	CONSTRAINT fk_attendance_meeting_id FOREIGN KEY(meeting_id) REFERENCES record (id), 
	CONSTRAINT fk_attendance_person_id FOREIGN KEY(person_id) REFERENCES record (id), 
	CONSTRAINT fk_attendance_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE, 
	CONSTRAINT fk_attendance_rests_on FOREIGN KEY(rests_on) REFERENCES record (id)
);
CREATE TABLE citation (
	record_id VARCHAR(120) NOT NULL, 
	source_id VARCHAR(120) NOT NULL, 
	position INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	CONSTRAINT pk_citation PRIMARY KEY (record_id, source_id), 
	CONSTRAINT ck_citation_ck_citation_role CHECK (role IN ('main', 'note', 'in_force', 'chair', 'passed', 'doubt')), 
	CONSTRAINT fk_citation_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE, 
	CONSTRAINT fk_citation_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);
INSERT INTO "citation" VALUES('brics','bric-2009',1,'main');
INSERT INTO "citation" VALUES('member','bric-2009',1,'main');
INSERT INTO "citation" VALUES('bric-2009','bric-2009',1,'main');
INSERT INTO "citation" VALUES('bric-2010','bric-2010',1,'main');
INSERT INTO "citation" VALUES('sanya-2011','sanya-2011',1,'main');
INSERT INTO "citation" VALUES('delhi-2012','delhi-2012',1,'main');
INSERT INTO "citation" VALUES('BR-2009-member','bric-2009',1,'main');
INSERT INTO "citation" VALUES('RU-2009-member','bric-2009',1,'main');
INSERT INTO "citation" VALUES('IN-2009-member','bric-2009',1,'main');
INSERT INTO "citation" VALUES('CN-2009-member','bric-2009',1,'main');
INSERT INTO "citation" VALUES('ZA-2011-member','sanya-2011',1,'main');
INSERT INTO "citation" VALUES('medvedev','bric-2009',1,'main');
INSERT INTO "citation" VALUES('medvedev-president-2008','bric-2009',1,'main');
INSERT INTO "citation" VALUES('brics-leaders','sanya-2011',1,'main');
INSERT INTO "citation" VALUES('brics-1','bric-2009',1,'main');
INSERT INTO "citation" VALUES('brics-2','bric-2010',1,'main');
INSERT INTO "citation" VALUES('brics-3','sanya-2011',1,'main');
INSERT INTO "citation" VALUES('brics-3-outcome-1','sanya-2011',1,'main');
INSERT INTO "citation" VALUES('brics-4','delhi-2012',1,'main');
INSERT INTO "citation" VALUES('BQ1','sanya-2011',1,'main');
INSERT INTO "citation" VALUES('b-20090616','bric-2009',1,'main');
INSERT INTO "citation" VALUES('b-20110414','sanya-2011',1,'main');
CREATE TABLE country (
	code VARCHAR(120) NOT NULL, 
	name VARCHAR, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_country PRIMARY KEY (code)
);
INSERT INTO "country" VALUES('BR',NULL,0);
INSERT INTO "country" VALUES('RU',NULL,1);
INSERT INTO "country" VALUES('IN',NULL,2);
INSERT INTO "country" VALUES('CN',NULL,3);
INSERT INTO "country" VALUES('ZA',NULL,4);
CREATE TABLE disagreement (
	record_id VARCHAR(120) NOT NULL, 
	kind VARCHAR NOT NULL, 
	point VARCHAR NOT NULL, 
	shown VARCHAR, 
	CONSTRAINT pk_disagreement PRIMARY KEY (record_id), 
	CONSTRAINT ck_disagreement_ck_disagreement_kind CHECK (kind IN ('open', 'time', 'wording', 'error')), 
	CONSTRAINT fk_disagreement_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE TABLE inbound (
	id VARCHAR(200) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_inbound PRIMARY KEY (id)
);
INSERT INTO "inbound" VALUES('slack:Ev1','2026-11-24 10:59:59.999993');
CREATE TABLE install_state (
	state VARCHAR(80) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_install_state PRIMARY KEY (state)
);
INSERT INTO "install_state" VALUES('s1','2026-11-23 12:00:00.000000');
CREATE TABLE installation (
	platform VARCHAR(20) NOT NULL, 
	workspace VARCHAR(120) NOT NULL, 
	name VARCHAR, 
	app VARCHAR, 
	bot VARCHAR NOT NULL, 
	bot_user VARCHAR NOT NULL, 
	installer VARCHAR NOT NULL, 
	scopes VARCHAR NOT NULL, 
	token BLOB NOT NULL, 
	refresh BLOB, 
	expires_at DATETIME, 
	rotating_until DATETIME, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY (platform, workspace)
);
INSERT INTO "installation" VALUES('slack','T1','Alice & Co','A1','B1','U1','U0ALICE','commands,chat:write',X'01BD626EB0068CCDB5C1F67539028795FFC42357BA118F162DC9565B34617350EE72392A48639BAB4ADF8F08A0CF5F1C52ADBEF4068919',NULL,NULL,NULL,'2026-11-22 12:00:00.000000');
INSERT INTO "installation" VALUES('slack','T2','Alice & Co','A1','B1','U1','U0ALICE','commands,chat:write',X'01CB9A121AD237F01830F9F45D851970B8F05A3FEB38AF813D5975138ADAD04F74468F3F563CC8A3C3AB33E24C2B8376D932194CEB375D',X'01EF0813FD4D67C4C08D50A40C3CA4082DDB8ED9DDBD5A67FEA3AC9AC728212C14E877354FADDF1C067D0508D47ED84202C5C4076A284C','2026-11-25 12:00:00.000000',NULL,'2026-11-22 12:00:00.000000');
CREATE TABLE line (
	token VARCHAR(40) NOT NULL, 
	text VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_line PRIMARY KEY (token)
);
INSERT INTO "line" VALUES('t1','Ürümqi “«» 上合组织 😀 ''quoted'' \ back
line','2026-11-23 12:00:00.000000');
CREATE TABLE link (
	entity_id VARCHAR(120) NOT NULL, 
	record_id VARCHAR(120) NOT NULL, 
	kind VARCHAR NOT NULL, 
	CONSTRAINT pk_link PRIMARY KEY (entity_id, record_id), 
	CONSTRAINT fk_link_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE
);
INSERT INTO "link" VALUES('BR','BR-2009-member','standing');
INSERT INTO "link" VALUES('membership','BR-2009-member','standing');
INSERT INTO "link" VALUES('RU','RU-2009-member','standing');
INSERT INTO "link" VALUES('membership','RU-2009-member','standing');
INSERT INTO "link" VALUES('IN','IN-2009-member','standing');
INSERT INTO "link" VALUES('membership','IN-2009-member','standing');
INSERT INTO "link" VALUES('CN','CN-2009-member','standing');
INSERT INTO "link" VALUES('membership','CN-2009-member','standing');
INSERT INTO "link" VALUES('ZA','ZA-2011-member','standing');
INSERT INTO "link" VALUES('membership','ZA-2011-member','standing');
INSERT INTO "link" VALUES('medvedev','medvedev-president-2008','term');
INSERT INTO "link" VALUES('RU','medvedev-president-2008','term');
INSERT INTO "link" VALUES('RU','brics-1','summit');
INSERT INTO "link" VALUES('medvedev','brics-1','summit');
INSERT INTO "link" VALUES('BR','brics-2','summit');
INSERT INTO "link" VALUES('CN','brics-3','summit');
INSERT INTO "link" VALUES('brics-3','brics-3-outcome-1','outcome');
INSERT INTO "link" VALUES('CN','brics-3-outcome-1','outcome');
INSERT INTO "link" VALUES('IN','brics-4','summit');
INSERT INTO "link" VALUES('brics-leaders','BQ1','quote');
INSERT INTO "link" VALUES('brics-3','BQ1','quote');
INSERT INTO "link" VALUES('brics-1','b-20090616','milestone');
INSERT INTO "link" VALUES('BR','b-20090616','milestone');
INSERT INTO "link" VALUES('RU','b-20090616','milestone');
INSERT INTO "link" VALUES('IN','b-20090616','milestone');
INSERT INTO "link" VALUES('CN','b-20090616','milestone');
INSERT INTO "link" VALUES('brics-3','b-20110414','milestone');
INSERT INTO "link" VALUES('ZA','b-20110414','milestone');
INSERT INTO "link" VALUES('membership','b-20110414','milestone');
CREATE TABLE name (
	entity_id VARCHAR(120) NOT NULL, 
	kind VARCHAR(120) NOT NULL, 
	position INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	CONSTRAINT pk_name PRIMARY KEY (entity_id, kind, position)
);
INSERT INTO "name" VALUES('brics','organisation',0,'BRICS');
INSERT INTO "name" VALUES('brics','organisation',1,'BRIC');
INSERT INTO "name" VALUES('member','status',0,'member');
INSERT INTO "name" VALUES('member','status',1,'members');
INSERT INTO "name" VALUES('member','status',2,'full member');
INSERT INTO "name" VALUES('president','office',0,'President');
INSERT INTO "name" VALUES('president','office',1,'head of state');
INSERT INTO "name" VALUES('chair','office',0,'Chair of the summit');
INSERT INTO "name" VALUES('chair','office',1,'chair');
INSERT INTO "name" VALUES('chair','office',2,'host');
INSERT INTO "name" VALUES('membership','topic',0,'membership');
INSERT INTO "name" VALUES('membership','topic',1,'joining');
INSERT INTO "name" VALUES('membership','topic',2,'enlargement');
INSERT INTO "name" VALUES('BR','country',0,'Brazil');
INSERT INTO "name" VALUES('BR','country',1,'Brasil');
INSERT INTO "name" VALUES('RU','country',0,'Russia');
INSERT INTO "name" VALUES('IN','country',0,'India');
INSERT INTO "name" VALUES('CN','country',0,'China');
INSERT INTO "name" VALUES('ZA','country',0,'South Africa');
INSERT INTO "name" VALUES('medvedev','person',0,'Dmitry Medvedev');
INSERT INTO "name" VALUES('medvedev','person',1,'Medvedev');
INSERT INTO "name" VALUES('brics-leaders','person',0,'BRICS leaders (collectively)');
INSERT INTO "name" VALUES('brics-1','summit',0,'BRICS summit Yekaterinburg 2009');
INSERT INTO "name" VALUES('brics-1','summit',1,'Yekaterinburg 2009');
INSERT INTO "name" VALUES('brics-1','summit',2,'2009 Yekaterinburg');
INSERT INTO "name" VALUES('brics-2','summit',0,'BRICS summit Brasília 2010');
INSERT INTO "name" VALUES('brics-2','summit',1,'Brasília 2010');
INSERT INTO "name" VALUES('brics-2','summit',2,'2010 Brasília');
INSERT INTO "name" VALUES('brics-3','summit',0,'BRICS summit Sanya 2011');
INSERT INTO "name" VALUES('brics-3','summit',1,'Sanya 2011');
INSERT INTO "name" VALUES('brics-3','summit',2,'2011 Sanya');
INSERT INTO "name" VALUES('brics-4','summit',0,'BRICS summit New Delhi 2012');
INSERT INTO "name" VALUES('brics-4','summit',1,'New Delhi 2012');
INSERT INTO "name" VALUES('brics-4','summit',2,'2012 New Delhi');
INSERT INTO "name" VALUES('yekaterinburg','city',0,'Yekaterinburg');
INSERT INTO "name" VALUES('brasília','city',0,'Brasília');
INSERT INTO "name" VALUES('sanya','city',0,'Sanya');
INSERT INTO "name" VALUES('new-delhi','city',0,'New Delhi');
CREATE TABLE notice (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	once VARCHAR(200) NOT NULL, 
	schedule_id INTEGER NOT NULL, 
	occurrence_id INTEGER, 
	what VARCHAR(20) NOT NULL, 
	detail VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	ready_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	to_admins BOOLEAN NOT NULL, 
	claim VARCHAR(40), 
	claimed_at DATETIME, 
	CONSTRAINT ck_notice_ck_notice_state CHECK (state IN ('waiting', 'claimed', 'told', 'failed', 'uncertain')), 
	CONSTRAINT fk_notice_schedule_id FOREIGN KEY(schedule_id) REFERENCES schedule (id), 
	CONSTRAINT fk_notice_occurrence_id FOREIGN KEY(occurrence_id) REFERENCES occurrence (id) ON DELETE CASCADE, 
	CONSTRAINT uq_notice_once UNIQUE (once)
);
INSERT INTO "notice" VALUES(3,'paused:20',2,20,'paused','gone','2026-11-23 12:00:00.000000','told','2026-11-23 12:00:00.000000',1,1,NULL,NULL);
INSERT INTO "notice" VALUES(4,'paused:0',2,NULL,'paused','gone','2026-11-23 12:00:00.000000','failed','2026-11-23 12:00:00.000000',1,0,NULL,NULL);
CREATE TABLE occurrence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	schedule_id INTEGER NOT NULL, 
	platform VARCHAR(20) NOT NULL, 
	day DATE NOT NULL, 
	slot VARCHAR(40) NOT NULL, 
	time VARCHAR(5) NOT NULL, 
	due DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	is_test BOOLEAN NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	ready_at DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	claim VARCHAR(40), 
	claimed_at DATETIME, 
	place VARCHAR(400), 
	first_try_at DATETIME, 
	reason VARCHAR, 
	detail VARCHAR, 
	title VARCHAR, 
	sent_at DATETIME, 
	message VARCHAR(200), 
	link VARCHAR, 
	CONSTRAINT ck_occurrence_ck_occurrence_state CHECK (state IN ('planned', 'unknown', 'claimed', 'sending', 'sent', 'silent', 'skipped', 'paused', 'missed', 'failed', 'uncertain', 'replaced')), 
	CONSTRAINT fk_occurrence_schedule_id FOREIGN KEY(schedule_id) REFERENCES schedule (id)
);
INSERT INTO "occurrence" VALUES(10,1,'terminal','2026-11-23','','08:30','2026-11-23 03:30:00.000000','2026-11-23 18:30:00.000000',0,'sent','2026-11-23 03:30:00.000000',1,NULL,NULL,'terminal',NULL,NULL,NULL,'Ürümqi “«» 上合组织 😀 ''quoted'' \ back
line','2026-11-23 12:00:00.000000','m1','https://example.org/m1');
INSERT INTO "occurrence" VALUES(11,1,'terminal','2026-11-24','','08:30','2026-11-24 03:30:00.000000','2026-11-24 18:30:00.000000',0,'sent','2026-11-24 03:30:00.000000',1,NULL,NULL,'terminal',NULL,NULL,NULL,'Ürümqi “«» 上合组织 😀 ''quoted'' \ back
line','2026-11-24 12:00:00.000000','m1','https://example.org/m1');
INSERT INTO "occurrence" VALUES(12,1,'terminal','2026-11-25','','08:30','2026-11-25 03:30:00.000000','2026-11-25 18:30:00.000000',0,'planned','2026-11-25 03:30:00.000000',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "occurrence" VALUES(13,1,'terminal','2026-11-26','','08:30','2026-11-26 03:30:00.000000','2026-11-26 18:30:00.000000',0,'planned','2026-11-26 03:30:00.000000',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "occurrence" VALUES(20,2,'terminal','2026-11-23','','08:30','2026-11-23 03:30:00.000000','2026-11-23 18:30:00.000000',0,'paused','2026-11-23 03:30:00.000000',0,NULL,NULL,NULL,NULL,'alice',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "occurrence" VALUES(21,5,'terminal','2026-11-23','','08:30','2026-11-23 03:30:00.000000','2026-11-23 18:30:00.000000',0,'replaced','2026-11-23 03:30:00.000000',0,NULL,NULL,NULL,NULL,'removed',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE office (
	id VARCHAR(120) NOT NULL, 
	title VARCHAR NOT NULL, 
	holder VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_office PRIMARY KEY (id), 
	CONSTRAINT ck_office_ck_office_holder CHECK (holder IN ('country', 'organisation', 'summit'))
);
INSERT INTO "office" VALUES('president','President','country',0);
INSERT INTO "office" VALUES('chair','Chair of the summit','summit',1);
CREATE TABLE organisation (
	id VARCHAR(120) NOT NULL, 
	name VARCHAR NOT NULL, 
	short VARCHAR NOT NULL, 
	command VARCHAR NOT NULL, 
	founded DATE NOT NULL, 
	coverage DATE NOT NULL, 
	checked DATE NOT NULL, 
	edition VARCHAR NOT NULL, 
	full_status VARCHAR(120) NOT NULL, 
	samples JSON NOT NULL, 
	data_version VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	source_id VARCHAR(120) NOT NULL, 
	one INTEGER NOT NULL GENERATED ALWAYS AS (1) STORED, 
	CONSTRAINT pk_organisation PRIMARY KEY (id), 
	CONSTRAINT fk_organisation_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT uq_organisation_one UNIQUE (one)
);
INSERT INTO "organisation" VALUES('brics','BRICS','BRICS','brics','2009-06-16','2009-06-16','2013-12-31','2013-12-31.1','member','{"country": "South Africa", "misspelt": "Brazill", "year": "2010", "summit_year": "2011", "city": "Sanya", "number": "3rd", "host": "Sanya", "host_country": "China", "years": "2009-2010", "years_before": "1980-1990", "phrase": "vision", "day": "14 April", "topic": "membership", "subject": "membership", "word": "Sanya", "record": "brics-3", "quotation": "BQ1", "source": "sanya-2011", "from": "2010", "to": "2012", "person": "Medvedev", "chair_year": "2009"}','5c5d88265d20','/srv/desk/brics','bric-2009');
CREATE TABLE quote (
	record_id VARCHAR(120) NOT NULL, 
	utterance_id VARCHAR(120) NOT NULL, 
	part INTEGER NOT NULL, 
	form VARCHAR NOT NULL, 
	written_as VARCHAR NOT NULL, 
	role VARCHAR, 
	attribution VARCHAR NOT NULL, 
	told_to VARCHAR, 
	channel VARCHAR, 
	line INTEGER, 
	context VARCHAR, 
	inserted BOOLEAN NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	plain_sha256 VARCHAR NOT NULL, 
	CONSTRAINT pk_quote PRIMARY KEY (record_id), 
	CONSTRAINT ck_quote_ck_quote_form CHECK (form IN ('sentence', 'fragment', 'term')), 
	CONSTRAINT fk_quote_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE, 
	CONSTRAINT fk_quote_utterance_id FOREIGN KEY(utterance_id) REFERENCES utterance (id), 
	CONSTRAINT uq_quote_utterance_id_part UNIQUE (utterance_id, part)
);
INSERT INTO "quote" VALUES('BQ1','BU1',1,'term','the theme of the summit',NULL,'direct',NULL,NULL,NULL,NULL,0,'d19300f73c8607849d0e80ef77df32e9447517e0c61edb4693762372342dbb96','d19300f73c8607849d0e80ef77df32e9447517e0c61edb4693762372342dbb96');
CREATE TABLE record (
	id VARCHAR(120) NOT NULL, 
	kind VARCHAR NOT NULL, 
	event_kind VARCHAR, 
	text VARCHAR NOT NULL, 
	date VARCHAR, 
	first_day DATE, 
	last_day DATE, 
	month_day VARCHAR, 
	certainty VARCHAR, 
	date_note VARCHAR, 
	as_of VARCHAR, 
	said_by VARCHAR, 
	value VARCHAR, 
	unit VARCHAR, 
	place VARCHAR, 
	time_bound BOOLEAN NOT NULL, 
	confidence VARCHAR, 
	note VARCHAR, 
	weight INTEGER NOT NULL, 
	post BOOLEAN NOT NULL, 
	disputed BOOLEAN NOT NULL, 
	parent VARCHAR(120), 
	source_id VARCHAR(120) NOT NULL, 
	cited VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	CONSTRAINT pk_record PRIMARY KEY (id), 
	CONSTRAINT ck_record_ck_record_confidence CHECK (confidence IS NULL OR confidence IN ('high', 'medium', 'low')), 
	CONSTRAINT ck_record_ck_record_days CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day), 
	CONSTRAINT ck_record_ck_record_text CHECK (length(text) > 0), 
	CONSTRAINT fk_record_first_citation FOREIGN KEY(id, source_id) REFERENCES citation (record_id, source_id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_record_parent FOREIGN KEY(parent) REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_record_seq UNIQUE (seq)
);
INSERT INTO "record" VALUES('brics','organisation',NULL,'BRICS (BRICS)','2009-06-16','2009-06-16','2009-06-16','06-16',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,95,0,0,NULL,'bric-2009','bric-2009',9);
INSERT INTO "record" VALUES('member','status',NULL,'BRICS status: member','2009-06-16/..','2009-06-16',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,50,0,0,NULL,'bric-2009','bric-2009',11);
INSERT INTO "record" VALUES('bric-2009','source',NULL,'BRICS Information Centre, University of Toronto: Joint Statement of the BRIC Countries'' Leaders, Yekaterinburg','2009-06-16','2009-06-16','2009-06-16','06-16',NULL,NULL,'2009-06-16',NULL,NULL,NULL,NULL,0,NULL,NULL,5,0,0,NULL,'bric-2009','bric-2009',8);
INSERT INTO "record" VALUES('bric-2010','source',NULL,'BRICS Information Centre, University of Toronto: 2nd BRIC Summit of Heads of State and Government, Joint Statement, Brasília','2010-04-15','2010-04-15','2010-04-15','04-15',NULL,NULL,'2010-04-15',NULL,NULL,NULL,NULL,0,NULL,NULL,5,0,0,NULL,'bric-2010','bric-2010',12);
INSERT INTO "record" VALUES('sanya-2011','source',NULL,'BRICS Information Centre, University of Toronto: Sanya Declaration','2011-04-14','2011-04-14','2011-04-14','04-14',NULL,NULL,'2011-04-14',NULL,NULL,NULL,NULL,0,NULL,NULL,5,0,0,NULL,'sanya-2011','sanya-2011',19);
INSERT INTO "record" VALUES('delhi-2012','source',NULL,'BRICS Information Centre, University of Toronto: Delhi Declaration','2012-03-29','2012-03-29','2012-03-29','03-29',NULL,NULL,'2012-03-29',NULL,NULL,NULL,NULL,0,NULL,NULL,5,0,0,NULL,'delhi-2012','delhi-2012',21);
INSERT INTO "record" VALUES('BR-2009-member','standing',NULL,'Brazil has met with the group since its first summit.','2009-06-16','2009-06-16','2009-06-16','06-16',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,50,0,0,NULL,'bric-2009','bric-2009',3);
INSERT INTO "record" VALUES('RU-2009-member','standing',NULL,'Russia has met with the group since its first summit.','2009-06-16','2009-06-16','2009-06-16','06-16',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,50,0,0,NULL,'bric-2009','bric-2009',6);
INSERT INTO "record" VALUES('IN-2009-member','standing',NULL,'India has met with the group since its first summit.','2009-06-16','2009-06-16','2009-06-16','06-16',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,50,0,0,NULL,'bric-2009','bric-2009',5);
INSERT INTO "record" VALUES('CN-2009-member','standing',NULL,'China has met with the group since its first summit.','2009-06-16','2009-06-16','2009-06-16','06-16',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,50,0,0,NULL,'bric-2009','bric-2009',4);
INSERT INTO "record" VALUES('ZA-2011-member','standing',NULL,'South Africa takes part as a member from the Sanya summit on.','2011-04-14','2011-04-14','2011-04-14','04-14',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,50,0,0,NULL,'sanya-2011','sanya-2011',15);
INSERT INTO "record" VALUES('medvedev','person',NULL,'Dmitry Medvedev was President of Russia.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,60,0,0,NULL,'bric-2009','bric-2009',2);
INSERT INTO "record" VALUES('medvedev-president-2008','term',NULL,'Dmitry Medvedev: President','2008-05-07/2012-05-07','2008-05-07','2012-05-07',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,40,0,0,'medvedev','bric-2009','bric-2009',22);
INSERT INTO "record" VALUES('brics-leaders','person',NULL,'The leaders of the five states who met in Sanya in 2011.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,60,0,0,NULL,'sanya-2011','sanya-2011',1);
INSERT INTO "record" VALUES('brics-1','summit',NULL,'The first summit met in Yekaterinburg on 16 June 2009.','2009-06-16','2009-06-16','2009-06-16','06-16',NULL,NULL,NULL,NULL,NULL,NULL,'Yekaterinburg',0,NULL,NULL,70,1,0,NULL,'bric-2009','bric-2009',10);
INSERT INTO "record" VALUES('brics-2','summit',NULL,'The second summit met in Brasília on 15 April 2010.','2010-04-15','2010-04-15','2010-04-15','04-15',NULL,NULL,NULL,NULL,NULL,NULL,'Brasília',0,NULL,NULL,70,1,0,NULL,'bric-2010','bric-2010',13);
INSERT INTO "record" VALUES('brics-3','summit',NULL,'The third summit met in Sanya on 14 April 2011, the first with South Africa.','2011-04-14','2011-04-14','2011-04-14','04-14',NULL,NULL,NULL,NULL,NULL,NULL,'Sanya',0,NULL,NULL,70,1,0,NULL,'sanya-2011','sanya-2011',17);
INSERT INTO "record" VALUES('brics-3-outcome-1','outcome',NULL,'Sanya Declaration adopted.','2011-04-14','2011-04-14','2011-04-14','04-14',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,55,0,0,'brics-3','sanya-2011','sanya-2011',18);
INSERT INTO "record" VALUES('brics-4','summit',NULL,'The fourth summit met in New Delhi on 29 March 2012.','2012-03-29','2012-03-29','2012-03-29','03-29',NULL,NULL,NULL,NULL,NULL,NULL,'New Delhi',0,NULL,NULL,70,1,0,NULL,'delhi-2012','delhi-2012',20);
INSERT INTO "record" VALUES('BQ1','quote',NULL,'Broad Vision, Shared Prosperity','2011-04-14','2011-04-14','2011-04-14','04-14','stated',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,10,0,0,NULL,'sanya-2011','sanya-2011',14);
INSERT INTO "record" VALUES('b-20090616','milestone','summit','Brazil, Russia, India and China hold their first summit, in Yekaterinburg.','2009-06-16','2009-06-16','2009-06-16','06-16',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,70,1,0,'brics-1','bric-2009','bric-2009',7);
INSERT INTO "record" VALUES('b-20110414','milestone','membership','South Africa takes part for the first time, in Sanya.','2011-04-14','2011-04-14','2011-04-14','04-14',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,80,1,0,'brics-3','sanya-2011','sanya-2011',16);
CREATE TABLE schedule (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	token VARCHAR(40) NOT NULL, 
	platform VARCHAR(20) NOT NULL, 
	workspace VARCHAR(120) NOT NULL, 
	channel VARCHAR(400) NOT NULL, 
	channel_name VARCHAR, 
	kind VARCHAR(20) NOT NULL, 
	subject VARCHAR NOT NULL, 
	leads VARCHAR NOT NULL, 
	years INTEGER NOT NULL, 
	empty VARCHAR(20) NOT NULL, 
	times VARCHAR NOT NULL, 
	days VARCHAR NOT NULL, 
	zone VARCHAR(60) NOT NULL, 
	maker VARCHAR(120) NOT NULL, 
	made_at DATETIME NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	paused_by VARCHAR(120), 
	reason VARCHAR, 
	paused_at DATETIME, 
	paused_until DATETIME, 
	absent_since DATETIME, 
	since DATETIME NOT NULL, 
	planned_until DATE NOT NULL, 
	plan_at DATETIME NOT NULL, 
	CONSTRAINT ck_schedule_ck_schedule_state CHECK (state IN ('active', 'paused', 'removed'))
);
INSERT INTO "schedule" VALUES(1,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','terminal','','terminal',NULL,'onthisday','','',1,'silent','08:30','daily','Asia/Tashkent','alice','2026-11-21 12:00:00.000000','active',NULL,NULL,NULL,NULL,NULL,'2026-11-21 12:00:00.000000','2026-11-27','2026-11-24 19:00:00.000000');
INSERT INTO "schedule" VALUES(2,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','terminal','','terminal',NULL,'onthisday','','',1,'silent','12:00','daily','Asia/Tashkent','alice','2026-11-21 12:00:00.000000','paused','alice','Ürümqi “«» 上合组织 😀 ''quoted'' \ back
line','2026-11-23 12:00:00.000000','2026-12-03 12:00:00.000000',NULL,'2026-11-21 12:00:00.000000','2026-11-27','2026-11-24 19:00:00.000000');
INSERT INTO "schedule" VALUES(5,'cccccccccccccccccccccccccccccccc','terminal','','terminal',NULL,'onthisday','','',1,'silent','08:30','daily','Asia/Tashkent','bob','2026-11-21 12:00:00.000000','removed',NULL,NULL,'2026-11-24 12:00:00.000000',NULL,NULL,'2026-11-21 12:00:00.000000','2026-11-27','2026-11-24 19:00:00.000000');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql)VALUES('table','search','search',0,'CREATE VIRTUAL TABLE search USING fts5(body, content='''', tokenize=''unicode61 remove_diacritics 0'')');
CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO "search_config" VALUES('version',4);
CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO "search_data" VALUES(1,X'16841A');
INSERT INTO "search_data" VALUES(10,X'000000000101010001010101');
INSERT INTO "search_data" VALUES(137438953473,X'0000077E033031341102090201350D02090201360A0209010432303039070613050403020B030231300D020B04013101020D0D060E0504020612050401020B01060B050404013214020C02013914020A02026E640C02080101610F02070204646F7074120204020566726963610F060316050106031A0501021002026E6407020505020F02047072696C0D020A04020A0201730F0206010662726173696C03021804021F060219070269610C02130104070804037A696C03060214040406021B04060415040302696301020F0602100106020C07010602030401020F010202010602090E01020F0104070602020F0102140102080104020B0102110104020B03036F61640E0202010563656E747208040411040404150704040B0204040B020468696E61040602140403060625040A041A040104130402066F6C6C6563740102110D02090305756E74726908020D01066465636C617212020301020902020903036C68691404080901020802056D69747269020402090802190C04021001106578627269637378317830363565653407022E090833783238353862380E0218020223020218090E6C656164657273783465336666380E021705077862626166383303021D04022F06021C0309636E7839666334353004021B0302320A021F0102190309696E7866656431643805021B0202310D021C030F6D65647665646576786566643539330A02200C021A050F6D626572736869707862663563663503021E01021C01021C01021C090220010225030972757866333765333306021B01023003021F0C021B03097A61783961386266330F021F0102240105666972737403020A01020A01020A01020A01020903020306020801020D0302766501020602026F721002060304757274681402030203726F6D0F02090203756C6C0302110102110102110102110902130106676F7665726E0C02100204726F7570030207010207010207010207010368617303020301020301020301020302036561640C020C0A020802036F6C640702070102696E01040A0406020B0304060E0304060E03020A01040613030406100303646961050602140402060423040D0417040304666F726D08040311040403150704030B0204030B02017403020901020901020901020901056A6F696E740802080402110203756E650A020A01126B786D696C6573746F6E657837663766383507022D09022203136F7267616E69736174696F6E78643930313966090207040D7574636F6D6578323561363365120217030D706572736F6E7833386138316501021301020C030C71756F7465783633323732340E0216030D736F757263657834316366363708021804021C070212020212040E74616E64696E677838616363643603021C01021A01021A01021A09021E060A747573783037336331360B0206040C756D6D6974783133393834610A021E03021B04021E03021B030B7465726D7835393966373716021901066C65616465720104030F07020E06020801056D6172636814020B0207656476656465760204030908041A040C0603100403046D62657203060D040501060D040501060D040501060D040505020404080809040507047368697003021A01021801021801021809021C01040D1503017401020902020401020401020401020404020503020504020503020501036E65771404070901026F66010204010206060606060D04080607040E0704060B0204060B01020902016E0A020803020802020D0202080302090104706172740F020501020502056572736F6E0A0213030213040218030215020572657369640202051404040403056F737065720E0205010672757373696102020704060214040106032004030415040C080C040904010573616E796101020B0D060D050601020B01080B0805060104070D010A0206060506010208020565636F6E640D02030204686172650E02040203696E6303020801020801020801020802046F7574680F060216050106021A0501020F0204746174650102070B020E0A020A06046D656E74080209040212050275730B02030205756D6D697403020B01020B01020B01020B01060A06050304040E02020A0104040E01020C01020C0102100104041301020902040410010474616B650F0204010204020268650104020502020601020601020601020602020B02020203020202020A0102070104020C0302020402697207020803036972641102030203696D6510020902066F726F6E746F08040711040407150704070B0204070B010A756E697665727369746908040511040405150704050B0204050B0106766973696F6E0E020301037761730202040202686F01020802036974680302050102050102050102050B020E010778627265616B7801040E060104080501100C04040504040404010E0C040405040404010E0C040405040404010E0C040405040404011C0D04070505040404040404040404010410090104040401100C0405050404050401020501041409010E0C040505040404010A0606070505010E0E04040505050401100C04070505050504010C110405050404010E0504070505040401040A09010C0D050505040401040A090112050406040405040404010D79656B61746572696E6275726707080C08050601020F02040708040706060E07180606070609140A0C06110B133A0817180E0A110C12151313121714172317111F07070908140B12110B081E13160F0D081A181215111B1F0F1A10120A1623191E0920120C130E0A1F260A0911130F0C07370C2A070808181C0B080714812E');
CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
INSERT INTO "search_docsize" VALUES(1,X'12');
INSERT INTO "search_docsize" VALUES(2,X'0B');
INSERT INTO "search_docsize" VALUES(3,X'1D');
INSERT INTO "search_docsize" VALUES(4,X'1B');
INSERT INTO "search_docsize" VALUES(5,X'1B');
INSERT INTO "search_docsize" VALUES(6,X'1B');
INSERT INTO "search_docsize" VALUES(7,X'31');
INSERT INTO "search_docsize" VALUES(8,X'17');
INSERT INTO "search_docsize" VALUES(9,X'06');
INSERT INTO "search_docsize" VALUES(10,X'1F');
INSERT INTO "search_docsize" VALUES(11,X'05');
INSERT INTO "search_docsize" VALUES(12,X'1B');
INSERT INTO "search_docsize" VALUES(13,X'1B');
INSERT INTO "search_docsize" VALUES(14,X'17');
INSERT INTO "search_docsize" VALUES(15,X'1F');
INSERT INTO "search_docsize" VALUES(16,X'24');
INSERT INTO "search_docsize" VALUES(17,X'1E');
INSERT INTO "search_docsize" VALUES(18,X'18');
INSERT INTO "search_docsize" VALUES(19,X'11');
INSERT INTO "search_docsize" VALUES(20,X'1B');
INSERT INTO "search_docsize" VALUES(21,X'11');
INSERT INTO "search_docsize" VALUES(22,X'1A');
CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO "search_idx" VALUES(1,X'',2);
CREATE TABLE series (
	id VARCHAR(120) NOT NULL, 
	name VARCHAR NOT NULL, 
	many VARCHAR NOT NULL, 
	group_name VARCHAR NOT NULL, 
	first_day DATE NOT NULL, 
	until DATE, 
	status_id VARCHAR NOT NULL, 
	is_main BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_series PRIMARY KEY (id), 
	CONSTRAINT fk_series_status_id FOREIGN KEY(status_id) REFERENCES status (id)
);
INSERT INTO "series" VALUES('brics','BRICS summit','BRICS summits','BRICS','2009-06-16',NULL,'member',1,0);
CREATE TABLE setting (
	platform VARCHAR(20) NOT NULL, 
	workspace VARCHAR(120) NOT NULL, 
	channel VARCHAR(400) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (platform, workspace, channel, name)
);
INSERT INTO "setting" VALUES('slack','T1','','zone','Asia/Tashkent');
INSERT INTO "setting" VALUES('slack','T1','C1','visibility','public');
CREATE TABLE shown (
	occurrence_id INTEGER NOT NULL, 
	mark VARCHAR(200) NOT NULL, 
	platform VARCHAR(20) NOT NULL, 
	workspace VARCHAR(120) NOT NULL, 
	channel VARCHAR(400) NOT NULL, 
	day DATE NOT NULL, 
	counts BOOLEAN NOT NULL, 
	print VARCHAR(64), 
	changed_at DATETIME, 
	CONSTRAINT pk_shown PRIMARY KEY (occurrence_id, mark), 
	CONSTRAINT fk_shown_occurrence_id FOREIGN KEY(occurrence_id) REFERENCES occurrence (id) ON DELETE CASCADE
);
INSERT INTO "shown" VALUES(10,'brics-1','terminal','','terminal','2026-11-23',1,'0000000000000000000000000000000000000000000000000000000000000000',NULL);
INSERT INTO "shown" VALUES(10,'brics-2','terminal','','terminal','2026-11-23',0,NULL,'2026-11-24 12:00:00.000000');
CREATE TABLE source (
	id VARCHAR(120) NOT NULL, 
	kind VARCHAR NOT NULL, 
	publisher VARCHAR, 
	publisher_from VARCHAR NOT NULL, 
	title VARCHAR, 
	title_from VARCHAR NOT NULL, 
	author VARCHAR, 
	author_note VARCHAR, 
	url VARCHAR, 
	cites VARCHAR, 
	date VARCHAR, 
	written VARCHAR, 
	written_note VARCHAR, 
	read VARCHAR NOT NULL, 
	file_sha256 VARCHAR, 
	note VARCHAR, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT ck_source_ck_source_read CHECK (read IN ('whole', 'excerpt', 'file'))
);
INSERT INTO "source" VALUES('bric-2009','official','BRICS Information Centre, University of Toronto','text','Joint Statement of the BRIC Countries'' Leaders, Yekaterinburg','headline',NULL,NULL,'http://www.brics.utoronto.ca/docs/090616-leaders.html',NULL,'2009-06-16',NULL,NULL,'excerpt',NULL,NULL,0);
INSERT INTO "source" VALUES('bric-2010','official','BRICS Information Centre, University of Toronto','text','2nd BRIC Summit of Heads of State and Government, Joint Statement, Brasília','headline',NULL,NULL,'http://www.brics.utoronto.ca/docs/100415-leaders.html',NULL,'2010-04-15',NULL,NULL,'excerpt',NULL,NULL,1);
INSERT INTO "source" VALUES('sanya-2011','official','BRICS Information Centre, University of Toronto','text','Sanya Declaration','headline',NULL,NULL,'http://www.brics.utoronto.ca/docs/110414-leaders.html',NULL,'2011-04-14',NULL,NULL,'excerpt',NULL,NULL,2);
INSERT INTO "source" VALUES('delhi-2012','official','BRICS Information Centre, University of Toronto','text','Delhi Declaration','headline',NULL,NULL,'http://www.brics.utoronto.ca/docs/120329-delhi-declaration.html',NULL,'2012-03-29',NULL,NULL,'excerpt',NULL,NULL,3);
CREATE TABLE standing (
	record_id VARCHAR(120) NOT NULL, 
	country VARCHAR(120) NOT NULL, 
	status_id VARCHAR NOT NULL, 
	decided DATE NOT NULL, 
	decided_until DATE, 
	in_force DATE, 
	in_force_until DATE, 
	in_force_precision VARCHAR NOT NULL, 
	in_force_confidence VARCHAR, 
	founding BOOLEAN NOT NULL, 
	CONSTRAINT pk_standing PRIMARY KEY (record_id), 
	CONSTRAINT ck_standing_ck_standing_decided CHECK (decided_until IS NULL OR decided < decided_until), 
	CONSTRAINT ck_standing_ck_standing_in_force CHECK (in_force_until IS NULL OR in_force < in_force_until), 
	CONSTRAINT fk_standing_country FOREIGN KEY(country) REFERENCES country (code), 
	CONSTRAINT fk_standing_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE, 
	CONSTRAINT fk_standing_status_id FOREIGN KEY(status_id) REFERENCES status (id), 
	CONSTRAINT uq_standing_country_decided UNIQUE (country, decided)
);
INSERT INTO "standing" VALUES('BR-2009-member','BR','member','2009-06-16',NULL,'2009-06-16',NULL,'day',NULL,1);
INSERT INTO "standing" VALUES('RU-2009-member','RU','member','2009-06-16',NULL,'2009-06-16',NULL,'day',NULL,1);
INSERT INTO "standing" VALUES('IN-2009-member','IN','member','2009-06-16',NULL,'2009-06-16',NULL,'day',NULL,1);
INSERT INTO "standing" VALUES('CN-2009-member','CN','member','2009-06-16',NULL,'2009-06-16',NULL,'day',NULL,1);
INSERT INTO "standing" VALUES('ZA-2011-member','ZA','member','2011-04-14',NULL,'2011-04-14',NULL,'day',NULL,0);
CREATE TABLE status (
	record_id VARCHAR(120) NOT NULL, 
	id VARCHAR NOT NULL, 
	one VARCHAR NOT NULL, 
	many VARCHAR NOT NULL, 
	first_day DATE NOT NULL, 
	until DATE, 
	"instead" VARCHAR, 
	doubt VARCHAR, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_status PRIMARY KEY (record_id), 
	CONSTRAINT fk_status_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE, 
	CONSTRAINT uq_status_id UNIQUE (id)
);
INSERT INTO "status" VALUES('member','member','member','members','2009-06-16',NULL,NULL,NULL,0);
CREATE TABLE summit (
	record_id VARCHAR(120) NOT NULL, 
	series_id VARCHAR(120) NOT NULL, 
	number INTEGER NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	main_day DATE, 
	city VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	format VARCHAR NOT NULL, 
	chairing_country VARCHAR, 
	chair_id VARCHAR(120), 
	chair_title VARCHAR, 
	chair_basis VARCHAR, 
	passed_to VARCHAR, 
	state VARCHAR NOT NULL, 
	CONSTRAINT pk_summit PRIMARY KEY (record_id), 
	CONSTRAINT ck_summit_ck_summit_chair_basis CHECK (chair_basis IS NULL OR chair_basis IN ('stated', 'inferred')), 
	CONSTRAINT ck_summit_ck_summit_state CHECK (state IN ('held', 'planned')), 
	CONSTRAINT ck_summit_ck_summit_days CHECK (first_day <= last_day), 
	CONSTRAINT fk_summit_chair_id FOREIGN KEY(chair_id) REFERENCES record (id), 
	CONSTRAINT fk_summit_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE, 
	CONSTRAINT fk_summit_series_id FOREIGN KEY(series_id) REFERENCES series (id), 
	CONSTRAINT uq_summit_series_id_number UNIQUE (series_id, number)
);
INSERT INTO "summit" VALUES('brics-1','brics',1,'2009-06-16','2009-06-16','2009-06-16','Yekaterinburg','RU','in person','RU','medvedev',NULL,'inferred',NULL,'held');
INSERT INTO "summit" VALUES('brics-2','brics',2,'2010-04-15','2010-04-15','2010-04-15','Brasília','BR','in person','BR',NULL,NULL,NULL,NULL,'held');
INSERT INTO "summit" VALUES('brics-3','brics',3,'2011-04-14','2011-04-14','2011-04-14','Sanya','CN','in person','CN',NULL,NULL,NULL,NULL,'held');
INSERT INTO "summit" VALUES('brics-4','brics',4,'2012-03-29','2012-03-29','2012-03-29','New Delhi','IN','in person','IN',NULL,NULL,NULL,NULL,'held');
CREATE TABLE term (
	record_id VARCHAR(120) NOT NULL, 
	person_id VARCHAR(120) NOT NULL, 
	office_id VARCHAR(120) NOT NULL, 
	"of" VARCHAR(120) NOT NULL, 
	first_day DATE, 
	last_day DATE, 
	is_open BOOLEAN NOT NULL, 
	start VARCHAR, 
	"end" VARCHAR, 
	acting BOOLEAN NOT NULL, 
	title VARCHAR, 
	seen VARCHAR, 
	CONSTRAINT pk_term PRIMARY KEY (record_id), 
	CONSTRAINT ck_term_ck_term_days CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day), 
	CONSTRAINT fk_term_office_id FOREIGN KEY(office_id) REFERENCES office (id), 
	CONSTRAINT fk_term_person_id FOREIGN KEY(person_id) REFERENCES record (id), 
	CONSTRAINT fk_term_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE
);
INSERT INTO "term" VALUES('medvedev-president-2008','medvedev','president','RU','2008-05-07','2012-05-07',0,'2008-05-07','2012-05-07',0,NULL,NULL);
CREATE TABLE upkeep (
	name VARCHAR(40) NOT NULL, 
	done_at DATETIME NOT NULL, 
	detail VARCHAR NOT NULL, 
	CONSTRAINT pk_upkeep PRIMARY KEY (name)
);
INSERT INTO "upkeep" VALUES('backup','2026-11-24 02:00:00.000000','summitdesk-nightly.zip');
CREATE TABLE utterance (
	id VARCHAR(120) NOT NULL, 
	speaker_id VARCHAR(120) NOT NULL, 
	latest DATE NOT NULL, 
	first_day DATE, 
	last_day DATE, 
	position INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	CONSTRAINT pk_utterance PRIMARY KEY (id), 
	CONSTRAINT fk_utterance_speaker_id FOREIGN KEY(speaker_id) REFERENCES record (id)
);
INSERT INTO "utterance" VALUES('BU1','brics-leaders','2011-04-14','2011-04-14','2011-04-14',0,1);
CREATE TABLE was (
	old_id VARCHAR(120) NOT NULL, 
	record_id VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_was PRIMARY KEY (old_id), 
	CONSTRAINT fk_was_record_id FOREIGN KEY(record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE TABLE worker (
	id VARCHAR(40) NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_worker PRIMARY KEY (id)
);
INSERT INTO "worker" VALUES('w1','2026-11-23 12:00:00.000000');
CREATE INDEX ix_record_kind ON record (kind);
CREATE INDEX ix_record_folded_id ON record (lower(id));
CREATE INDEX ix_record_month_day ON record (month_day);
CREATE INDEX ix_record_parent ON record (parent);
CREATE INDEX ix_citation_source_id ON citation (source_id);
CREATE INDEX ix_link_record_id ON link (record_id);
CREATE INDEX ix_was_folded_id ON was (lower(old_id));
CREATE INDEX ix_was_record_id ON was (record_id);
CREATE INDEX ix_summit_chair_id ON summit (chair_id);
CREATE INDEX ix_attendance_meeting_id ON attendance (meeting_id);
CREATE INDEX ix_attendance_person_id ON attendance (person_id);
CREATE INDEX ix_term_of ON term ("of");
CREATE INDEX ix_term_person_id ON term (person_id);
CREATE INDEX ix_utterance_latest ON utterance (latest, position);
CREATE INDEX ix_utterance_speaker ON utterance (speaker_id, latest, position, size);
CREATE INDEX ix_quote_plain_sha256 ON quote (plain_sha256);
CREATE INDEX ix_inbound_at ON inbound (at);
CREATE INDEX ix_line_at ON line (at);
CREATE INDEX ix_installation_expires_at ON installation (expires_at);
CREATE INDEX ix_install_state_expires_at ON install_state (expires_at);
CREATE INDEX ix_schedule_plan_at ON schedule (plan_at);
CREATE INDEX ix_schedule_place ON schedule (platform, workspace, channel);
CREATE UNIQUE INDEX uq_occurrence_slot ON occurrence (schedule_id, day, slot) WHERE state <> 'replaced';
CREATE INDEX ix_occurrence_ready ON occurrence (platform, state, ready_at);
CREATE INDEX ix_occurrence_due ON occurrence (due);
CREATE INDEX ix_shown_place ON shown (platform, workspace, channel, mark);
CREATE INDEX ix_notice_ready ON notice (state, ready_at);
PRAGMA writable_schema=OFF;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('schedule',5);
INSERT INTO "sqlite_sequence" VALUES('occurrence',90);
INSERT INTO "sqlite_sequence" VALUES('notice',7);
COMMIT;
