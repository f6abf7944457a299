SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.attendance (
    record_id character varying(120) NOT NULL,
    meeting_id character varying(120) NOT NULL,
    person_id character varying(120) NOT NULL,
    how character varying NOT NULL,
    rests_on character varying(120)
);
CREATE TABLE public.citation (
    record_id character varying(120) NOT NULL,
    source_id character varying(120) NOT NULL,
    "position" integer NOT NULL,
    role character varying NOT NULL,
    CONSTRAINT ck_citation_ck_citation_role CHECK (((role)::text = ANY ((ARRAY['main'::character varying, 'note'::character varying, 'in_force'::character varying, 'chair'::character varying, 'passed'::character varying, 'doubt'::character varying])::text[])))
);
CREATE TABLE public.country (
    code character varying(120) NOT NULL,
    name character varying,
    "position" integer NOT NULL
);
CREATE TABLE public.disagreement (
    record_id character varying(120) NOT NULL,
    kind character varying NOT NULL,
    point character varying NOT NULL,
    shown character varying,
    CONSTRAINT ck_disagreement_ck_disagreement_kind CHECK (((kind)::text = ANY ((ARRAY['open'::character varying, 'time'::character varying, 'wording'::character varying, 'error'::character varying])::text[])))
);
CREATE TABLE public.inbound (
    id character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.install_state (
    state character varying(80) NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.installation (
    platform character varying(20) NOT NULL,
    workspace character varying(120) NOT NULL,
    name character varying,
    app character varying,
    bot character varying NOT NULL,
    bot_user character varying NOT NULL,
    installer character varying NOT NULL,
    scopes character varying NOT NULL,
    token bytea NOT NULL,
    refresh bytea,
    expires_at timestamp with time zone,
    rotating_until timestamp with time zone,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.line (
    token character varying(40) NOT NULL,
    text character varying NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.link (
    entity_id character varying(120) NOT NULL,
    record_id character varying(120) NOT NULL,
    kind character varying NOT NULL
);
CREATE TABLE public.name (
    entity_id character varying(120) NOT NULL,
    kind character varying(120) NOT NULL,
    "position" integer NOT NULL,
    name character varying NOT NULL
);
CREATE TABLE public.office (
    id character varying(120) NOT NULL,
    title character varying NOT NULL,
    holder character varying NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT ck_office_ck_office_holder CHECK (((holder)::text = ANY ((ARRAY['country'::character varying, 'organisation'::character varying, 'summit'::character varying])::text[])))
);
CREATE TABLE public.organisation (
    id character varying(120) NOT NULL,
    name character varying NOT NULL,
    short character varying NOT NULL,
    command character varying NOT NULL,
    founded date NOT NULL,
    coverage date NOT NULL,
    checked date NOT NULL,
    edition character varying NOT NULL,
    full_status character varying(120) NOT NULL,
    samples json NOT NULL,
    data_version character varying NOT NULL,
    origin character varying NOT NULL,
    source_id character varying(120) NOT NULL,
    one integer GENERATED ALWAYS AS (1) STORED NOT NULL
);
CREATE TABLE public.quote (
    record_id character varying(120) NOT NULL,
    utterance_id character varying(120) NOT NULL,
    part integer NOT NULL,
    form character varying NOT NULL,
    written_as character varying NOT NULL,
    role character varying,
    attribution character varying NOT NULL,
    told_to character varying,
    channel character varying,
    line integer,
    context character varying,
    inserted boolean NOT NULL,
    sha256 character varying NOT NULL,
    plain_sha256 character varying NOT NULL,
    CONSTRAINT ck_quote_ck_quote_form CHECK (((form)::text = ANY ((ARRAY['sentence'::character varying, 'fragment'::character varying, 'term'::character varying])::text[])))
);
CREATE TABLE public.record (
    id character varying(120) NOT NULL,
    kind character varying NOT NULL,
    event_kind character varying,
    text character varying NOT NULL,
    date character varying,
    first_day date,
    last_day date,
    month_day character varying,
    certainty character varying,
    date_note character varying,
    as_of character varying,
    said_by character varying,
    value character varying,
    unit character varying,
    place character varying,
    time_bound boolean NOT NULL,
    confidence character varying,
    note character varying,
    weight integer NOT NULL,
    post boolean NOT NULL,
    disputed boolean NOT NULL,
    parent character varying(120),
    source_id character varying(120) NOT NULL,
    cited character varying NOT NULL,
    seq integer NOT NULL,
    CONSTRAINT ck_record_ck_record_confidence CHECK (((confidence IS NULL) OR ((confidence)::text = ANY ((ARRAY['high'::character varying, 'medium'::character varying, 'low'::character varying])::text[])))),
    CONSTRAINT ck_record_ck_record_days CHECK (((first_day IS NULL) OR (last_day IS NULL) OR (first_day <= last_day))),
    CONSTRAINT ck_record_ck_record_text CHECK ((length((text)::text) > 0))
);
CREATE TABLE public.search (
    seq integer NOT NULL,
    body tsvector NOT NULL
);
CREATE TABLE public.series (
    id character varying(120) NOT NULL,
    name character varying NOT NULL,
    many character varying NOT NULL,
    group_name character varying NOT NULL,
    first_day date NOT NULL,
    until date,
    status_id character varying NOT NULL,
    is_main boolean NOT NULL,
    "position" integer NOT NULL
);
CREATE TABLE public.source (
    id character varying(120) NOT NULL,
    kind character varying NOT NULL,
    publisher character varying,
    publisher_from character varying NOT NULL,
    title character varying,
    title_from character varying NOT NULL,
    author character varying,
    author_note character varying,
    url character varying,
    cites character varying,
    date character varying,
    written character varying,
    written_note character varying,
    read character varying NOT NULL,
    file_sha256 character varying,
    note character varying,
    "position" integer NOT NULL,
    CONSTRAINT ck_source_ck_source_read CHECK (((read)::text = ANY ((ARRAY['whole'::character varying, 'excerpt'::character varying, 'file'::character varying])::text[])))
);
CREATE TABLE public.standing (
    record_id character varying(120) NOT NULL,
    country character varying(120) NOT NULL,
    status_id character varying NOT NULL,
    decided date NOT NULL,
    decided_until date,
    in_force date,
    in_force_until date,
    in_force_precision character varying NOT NULL,
    in_force_confidence character varying,
    founding boolean NOT NULL,
    CONSTRAINT ck_standing_ck_standing_decided CHECK (((decided_until IS NULL) OR (decided < decided_until))),
    CONSTRAINT ck_standing_ck_standing_in_force CHECK (((in_force_until IS NULL) OR (in_force < in_force_until)))
);
CREATE TABLE public.status (
    record_id character varying(120) NOT NULL,
    id character varying NOT NULL,
    one character varying NOT NULL,
    many character varying NOT NULL,
    first_day date NOT NULL,
    until date,
    instead character varying,
    doubt character varying,
    "position" integer NOT NULL
);
CREATE TABLE public.summit (
    record_id character varying(120) NOT NULL,
    series_id character varying(120) NOT NULL,
    number integer NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    main_day date,
    city character varying NOT NULL,
    country character varying NOT NULL,
    format character varying NOT NULL,
    chairing_country character varying,
    chair_id character varying(120),
    chair_title character varying,
    chair_basis character varying,
    passed_to character varying,
    state character varying NOT NULL,
    CONSTRAINT ck_summit_ck_summit_chair_basis CHECK (((chair_basis IS NULL) OR ((chair_basis)::text = ANY ((ARRAY['stated'::character varying, 'inferred'::character varying])::text[])))),
    CONSTRAINT ck_summit_ck_summit_days CHECK ((first_day <= last_day)),
    CONSTRAINT ck_summit_ck_summit_state CHECK (((state)::text = ANY ((ARRAY['held'::character varying, 'planned'::character varying])::text[])))
);
CREATE TABLE public.term (
    record_id character varying(120) NOT NULL,
    person_id character varying(120) NOT NULL,
    office_id character varying(120) NOT NULL,
    of character varying(120) NOT NULL,
    first_day date,
    last_day date,
    is_open boolean NOT NULL,
    start character varying,
    "end" character varying,
    acting boolean NOT NULL,
    title character varying,
    seen character varying,
    CONSTRAINT ck_term_ck_term_days CHECK (((first_day IS NULL) OR (last_day IS NULL) OR (first_day <= last_day)))
);
CREATE TABLE public.utterance (
    id character varying(120) NOT NULL,
    speaker_id character varying(120) NOT NULL,
    latest date NOT NULL,
    first_day date,
    last_day date,
    "position" integer NOT NULL,
    size integer NOT NULL
);
CREATE TABLE public.was (
    old_id character varying(120) NOT NULL,
    record_id character varying(120) NOT NULL
);
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.citation VALUES ('brics', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('member', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('bric-2009', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('bric-2010', 'bric-2010', 1, 'main');
INSERT INTO public.citation VALUES ('sanya-2011', 'sanya-2011', 1, 'main');
INSERT INTO public.citation VALUES ('delhi-2012', 'delhi-2012', 1, 'main');
INSERT INTO public.citation VALUES ('BR-2009-member', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('RU-2009-member', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('IN-2009-member', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('CN-2009-member', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('ZA-2011-member', 'sanya-2011', 1, 'main');
INSERT INTO public.citation VALUES ('medvedev', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('medvedev-president-2008', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('brics-leaders', 'sanya-2011', 1, 'main');
INSERT INTO public.citation VALUES ('brics-1', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('brics-2', 'bric-2010', 1, 'main');
INSERT INTO public.citation VALUES ('brics-3', 'sanya-2011', 1, 'main');
INSERT INTO public.citation VALUES ('brics-3-outcome-1', 'sanya-2011', 1, 'main');
INSERT INTO public.citation VALUES ('brics-4', 'delhi-2012', 1, 'main');
INSERT INTO public.citation VALUES ('BQ1', 'sanya-2011', 1, 'main');
INSERT INTO public.citation VALUES ('b-20090616', 'bric-2009', 1, 'main');
INSERT INTO public.citation VALUES ('b-20110414', 'sanya-2011', 1, 'main');
INSERT INTO public.country VALUES ('BR', NULL, 0);
INSERT INTO public.country VALUES ('RU', NULL, 1);
INSERT INTO public.country VALUES ('IN', NULL, 2);
INSERT INTO public.country VALUES ('CN', NULL, 3);
INSERT INTO public.country VALUES ('ZA', NULL, 4);
INSERT INTO public.inbound VALUES ('slack:Ev1', '2026-11-24 10:59:59.999993+00');
INSERT INTO public.install_state VALUES ('s1', '2026-11-23 12:00:00+00');
INSERT INTO public.installation VALUES ('slack', 'T1', 'Alice & Co', 'A1', 'B1', 'U1', 'U0ALICE', 'commands,chat:write', '\x01f895984c9f24d21596ff7c2a908ac9f2f5e1b1e781a87202b69a2420468deb4e517ae4d52f922ebd174bcd4bd8d15e57d074a988fca1', NULL, NULL, NULL, '2026-11-22 12:00:00+00');
INSERT INTO public.installation VALUES ('slack', 'T2', 'Alice & Co', 'A1', 'B1', 'U1', 'U0ALICE', 'commands,chat:write', '\x0155b2d8038d7ffcfb1eaa12b77fcd6a6991d7eb82dc9a12ef342c924e7fd03848630c1bb618aeb8c9b759f7134b775611e938a4a78f27', '\x010b6bccd70957498dbc3d452f93b17adcfb6761362ba28131a5b8c2fa6de469dfdcd71fbf78c7824f32f6aa98182493b222c4e324855c', '2026-11-25 12:00:00+00', NULL, '2026-11-22 12:00:00+00');
INSERT INTO public.line VALUES ('t1', 'Ürümqi “«» 上合组织 😀 ''quoted'' \ back
line', '2026-11-23 12:00:00+00');
INSERT INTO public.link VALUES ('BR', 'BR-2009-member', 'standing');
INSERT INTO public.link VALUES ('membership', 'BR-2009-member', 'standing');
INSERT INTO public.link VALUES ('RU', 'RU-2009-member', 'standing');
INSERT INTO public.link VALUES ('membership', 'RU-2009-member', 'standing');
INSERT INTO public.link VALUES ('IN', 'IN-2009-member', 'standing');
INSERT INTO public.link VALUES ('membership', 'IN-2009-member', 'standing');
INSERT INTO public.link VALUES ('CN', 'CN-2009-member', 'standing');
INSERT INTO public.link VALUES ('membership', 'CN-2009-member', 'standing');
INSERT INTO public.link VALUES ('ZA', 'ZA-2011-member', 'standing');
INSERT INTO public.link VALUES ('membership', 'ZA-2011-member', 'standing');
INSERT INTO public.link VALUES ('medvedev', 'medvedev-president-2008', 'term');
INSERT INTO public.link VALUES ('RU', 'medvedev-president-2008', 'term');
INSERT INTO public.link VALUES ('RU', 'brics-1', 'summit');
INSERT INTO public.link VALUES ('medvedev', 'brics-1', 'summit');
INSERT INTO public.link VALUES ('BR', 'brics-2', 'summit');
INSERT INTO public.link VALUES ('CN', 'brics-3', 'summit');
INSERT INTO public.link VALUES ('brics-3', 'brics-3-outcome-1', 'outcome');
INSERT INTO public.link VALUES ('CN', 'brics-3-outcome-1', 'outcome');
INSERT INTO public.link VALUES ('IN', 'brics-4', 'summit');
INSERT INTO public.link VALUES ('brics-leaders', 'BQ1', 'quote');
INSERT INTO public.link VALUES ('brics-3', 'BQ1', 'quote');
INSERT INTO public.link VALUES ('brics-1', 'b-20090616', 'milestone');
INSERT INTO public.link VALUES ('BR', 'b-20090616', 'milestone');
INSERT INTO public.link VALUES ('RU', 'b-20090616', 'milestone');
INSERT INTO public.link VALUES ('IN', 'b-20090616', 'milestone');
INSERT INTO public.link VALUES ('CN', 'b-20090616', 'milestone');
INSERT INTO public.link VALUES ('brics-3', 'b-20110414', 'milestone');
INSERT INTO public.link VALUES ('ZA', 'b-20110414', 'milestone');
INSERT INTO public.link VALUES ('membership', 'b-20110414', 'milestone');
INSERT INTO public.name VALUES ('brics', 'organisation', 0, 'BRICS');
INSERT INTO public.name VALUES ('brics', 'organisation', 1, 'BRIC');
INSERT INTO public.name VALUES ('member', 'status', 0, 'member');
INSERT INTO public.name VALUES ('member', 'status', 1, 'members');
INSERT INTO public.name VALUES ('member', 'status', 2, 'full member');
INSERT INTO public.name VALUES ('president', 'office', 0, 'President');
INSERT INTO public.name VALUES ('president', 'office', 1, 'head of state');
INSERT INTO public.name VALUES ('chair', 'office', 0, 'Chair of the summit');
INSERT INTO public.name VALUES ('chair', 'office', 1, 'chair');
INSERT INTO public.name VALUES ('chair', 'office', 2, 'host');
INSERT INTO public.name VALUES ('membership', 'topic', 0, 'membership');
INSERT INTO public.name VALUES ('membership', 'topic', 1, 'joining');
INSERT INTO public.name VALUES ('membership', 'topic', 2, 'enlargement');
INSERT INTO public.name VALUES ('BR', 'country', 0, 'Brazil');
INSERT INTO public.name VALUES ('BR', 'country', 1, 'Brasil');
INSERT INTO public.name VALUES ('RU', 'country', 0, 'Russia');
INSERT INTO public.name VALUES ('IN', 'country', 0, 'India');
INSERT INTO public.name VALUES ('CN', 'country', 0, 'China');
INSERT INTO public.name VALUES ('ZA', 'country', 0, 'South Africa');
INSERT INTO public.name VALUES ('medvedev', 'person', 0, 'Dmitry Medvedev');
INSERT INTO public.name VALUES ('medvedev', 'person', 1, 'Medvedev');
INSERT INTO public.name VALUES ('brics-leaders', 'person', 0, 'BRICS leaders (collectively)');
INSERT INTO public.name VALUES ('brics-1', 'summit', 0, 'BRICS summit Yekaterinburg 2009');
INSERT INTO public.name VALUES ('brics-1', 'summit', 1, 'Yekaterinburg 2009');
INSERT INTO public.name VALUES ('brics-1', 'summit', 2, '2009 Yekaterinburg');
INSERT INTO public.name VALUES ('brics-2', 'summit', 0, 'BRICS summit Brasília 2010');
INSERT INTO public.name VALUES ('brics-2', 'summit', 1, 'Brasília 2010');
INSERT INTO public.name VALUES ('brics-2', 'summit', 2, '2010 Brasília');
INSERT INTO public.name VALUES ('brics-3', 'summit', 0, 'BRICS summit Sanya 2011');
INSERT INTO public.name VALUES ('brics-3', 'summit', 1, 'Sanya 2011');
INSERT INTO public.name VALUES ('brics-3', 'summit', 2, '2011 Sanya');
INSERT INTO public.name VALUES ('brics-4', 'summit', 0, 'BRICS summit New Delhi 2012');
INSERT INTO public.name VALUES ('brics-4', 'summit', 1, 'New Delhi 2012');
INSERT INTO public.name VALUES ('brics-4', 'summit', 2, '2012 New Delhi');
INSERT INTO public.name VALUES ('yekaterinburg', 'city', 0, 'Yekaterinburg');
INSERT INTO public.name VALUES ('brasília', 'city', 0, 'Brasília');
INSERT INTO public.name VALUES ('sanya', 'city', 0, 'Sanya');
INSERT INTO public.name VALUES ('new-delhi', 'city', 0, 'New Delhi');
INSERT INTO public.office VALUES ('president', 'President', 'country', 0);
INSERT INTO public.office VALUES ('chair', 'Chair of the summit', 'summit', 1);
INSERT INTO public.organisation VALUES ('brics', 'BRICS', 'BRICS', 'brics', '2009-06-16', '2009-06-16', '2013-12-31', '2013-12-31.1', 'member', '{"country": "South Africa", "misspelt": "Brazill", "year": "2010", "summit_year": "2011", "city": "Sanya", "number": "3rd", "host": "Sanya", "host_country": "China", "years": "2009-2010", "years_before": "1980-1990", "phrase": "vision", "day": "14 April", "topic": "membership", "subject": "membership", "word": "Sanya", "record": "brics-3", "quotation": "BQ1", "source": "sanya-2011", "from": "2010", "to": "2012", "person": "Medvedev", "chair_year": "2009"}', '5c5d88265d20', '/srv/desk/brics', 'bric-2009', DEFAULT);
INSERT INTO public.quote VALUES ('BQ1', 'BU1', 1, 'term', 'the theme of the summit', NULL, 'direct', NULL, NULL, NULL, NULL, false, 'd19300f73c8607849d0e80ef77df32e9447517e0c61edb4693762372342dbb96', 'd19300f73c8607849d0e80ef77df32e9447517e0c61edb4693762372342dbb96');
INSERT INTO public.record VALUES ('brics', 'organisation', NULL, 'BRICS (BRICS)', '2009-06-16', '2009-06-16', '2009-06-16', '06-16', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 95, false, false, NULL, 'bric-2009', 'bric-2009', 9);
INSERT INTO public.record VALUES ('member', 'status', NULL, 'BRICS status: member', '2009-06-16/..', '2009-06-16', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 50, false, false, NULL, 'bric-2009', 'bric-2009', 11);
INSERT INTO public.record VALUES ('bric-2009', 'source', NULL, 'BRICS Information Centre, University of Toronto: Joint Statement of the BRIC Countries'' Leaders, Yekaterinburg', '2009-06-16', '2009-06-16', '2009-06-16', '06-16', NULL, NULL, '2009-06-16', NULL, NULL, NULL, NULL, false, NULL, NULL, 5, false, false, NULL, 'bric-2009', 'bric-2009', 8);
INSERT INTO public.record VALUES ('bric-2010', 'source', NULL, 'BRICS Information Centre, University of Toronto: 2nd BRIC Summit of Heads of State and Government, Joint Statement, Brasília', '2010-04-15', '2010-04-15', '2010-04-15', '04-15', NULL, NULL, '2010-04-15', NULL, NULL, NULL, NULL, false, NULL, NULL, 5, false, false, NULL, 'bric-2010', 'bric-2010', 12);
INSERT INTO public.record VALUES ('sanya-2011', 'source', NULL, 'BRICS Information Centre, University of Toronto: Sanya Declaration', '2011-04-14', '2011-04-14', '2011-04-14', '04-14', NULL, NULL, '2011-04-14', NULL, NULL, NULL, NULL, false, NULL, NULL, 5, false, false, NULL, 'sanya-2011', 'sanya-2011', 19);
INSERT INTO public.record VALUES ('delhi-2012', 'source', NULL, 'BRICS Information Centre, University of Toronto: Delhi Declaration', '2012-03-29', '2012-03-29', '2012-03-29', '03-29', NULL, NULL, '2012-03-29', NULL, NULL, NULL, NULL, false, NULL, NULL, 5, false, false, NULL, 'delhi-2012', 'delhi-2012', 21);
INSERT INTO public.record VALUES ('BR-2009-member', 'standing', NULL, 'Brazil has met with the group since its first summit.', '2009-06-16', '2009-06-16', '2009-06-16', '06-16', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 50, false, false, NULL, 'bric-2009', 'bric-2009', 3);
INSERT INTO public.record VALUES ('RU-2009-member', 'standing', NULL, 'Russia has met with the group since its first summit.', '2009-06-16', '2009-06-16', '2009-06-16', '06-16', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 50, false, false, NULL, 'bric-2009', 'bric-2009', 6);
INSERT INTO public.record VALUES ('IN-2009-member', 'standing', NULL, 'India has met with the group since its first summit.', '2009-06-16', '2009-06-16', '2009-06-16', '06-16', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 50, false, false, NULL, 'bric-2009', 'bric-2009', 5);
INSERT INTO public.record VALUES ('CN-2009-member', 'standing', NULL, 'China has met with the group since its first summit.', '2009-06-16', '2009-06-16', '2009-06-16', '06-16', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 50, false, false, NULL, 'bric-2009', 'bric-2009', 4);
INSERT INTO public.record VALUES ('ZA-2011-member', 'standing', NULL, 'South Africa takes part as a member from the Sanya summit on.', '2011-04-14', '2011-04-14', '2011-04-14', '04-14', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 50, false, false, NULL, 'sanya-2011', 'sanya-2011', 15);
INSERT INTO public.record VALUES ('medvedev', 'person', NULL, 'Dmitry Medvedev was President of Russia.', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 60, false, false, NULL, 'bric-2009', 'bric-2009', 2);
INSERT INTO public.record VALUES ('medvedev-president-2008', 'term', NULL, 'Dmitry Medvedev: President', '2008-05-07/2012-05-07', '2008-05-07', '2012-05-07', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 40, false, false, 'medvedev', 'bric-2009', 'bric-2009', 22);
INSERT INTO public.record VALUES ('brics-leaders', 'person', NULL, 'The leaders of the five states who met in Sanya in 2011.', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 60, false, false, NULL, 'sanya-2011', 'sanya-2011', 1);
INSERT INTO public.record VALUES ('brics-1', 'summit', NULL, 'The first summit met in Yekaterinburg on 16 June 2009.', '2009-06-16', '2009-06-16', '2009-06-16', '06-16', NULL, NULL, NULL, NULL, NULL, NULL, 'Yekaterinburg', false, NULL, NULL, 70, true, false, NULL, 'bric-2009', 'bric-2009', 10);
INSERT INTO public.record VALUES ('brics-2', 'summit', NULL, 'The second summit met in Brasília on 15 April 2010.', '2010-04-15', '2010-04-15', '2010-04-15', '04-15', NULL, NULL, NULL, NULL, NULL, NULL, 'Brasília', false, NULL, NULL, 70, true, false, NULL, 'bric-2010', 'bric-2010', 13);
INSERT INTO public.record VALUES ('brics-3', 'summit', NULL, 'The third summit met in Sanya on 14 April 2011, the first with South Africa.', '2011-04-14', '2011-04-14', '2011-04-14', '04-14', NULL, NULL, NULL, NULL, NULL, NULL, 'Sanya', false, NULL, NULL, 70, true, false, NULL, 'sanya-2011', 'sanya-2011', 17);
INSERT INTO public.record VALUES ('brics-3-outcome-1', 'outcome', NULL, 'Sanya Declaration adopted.', '2011-04-14', '2011-04-14', '2011-04-14', '04-14', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 55, false, false, 'brics-3', 'sanya-2011', 'sanya-2011', 18);
INSERT INTO public.record VALUES ('brics-4', 'summit', NULL, 'The fourth summit met in New Delhi on 29 March 2012.', '2012-03-29', '2012-03-29', '2012-03-29', '03-29', NULL, NULL, NULL, NULL, NULL, NULL, 'New Delhi', false, NULL, NULL, 70, true, false, NULL, 'delhi-2012', 'delhi-2012', 20);
INSERT INTO public.record VALUES ('BQ1', 'quote', NULL, 'Broad Vision, Shared Prosperity', '2011-04-14', '2011-04-14', '2011-04-14', '04-14', 'stated', NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 10, false, false, NULL, 'sanya-2011', 'sanya-2011', 14);
INSERT INTO public.record VALUES ('b-20090616', 'milestone', 'summit', 'Brazil, Russia, India and China hold their first summit, in Yekaterinburg.', '2009-06-16', '2009-06-16', '2009-06-16', '06-16', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 70, true, false, 'brics-1', 'bric-2009', 'bric-2009', 7);
INSERT INTO public.record VALUES ('b-20110414', 'milestone', 'membership', 'South Africa takes part for the first time, in Sanya.', '2011-04-14', '2011-04-14', '2011-04-14', '04-14', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, 80, true, false, 'brics-3', 'sanya-2011', 'sanya-2011', 16);
INSERT INTO public.search VALUES (1, '''2011'':12 ''bric'':14 ''collect'':16 ''five'':5 ''in'':9,11 ''kxpersonx38a81e'':18 ''leader'':2,15 ''met'':8 ''of'':3 ''sanya'':10 ''state'':6 ''the'':1,4 ''who'':7 ''xbreakx'':13,17');
INSERT INTO public.search VALUES (2, '''dmitri'':1,8 ''kxpersonx38a81e'':11 ''medvedev'':2,9 ''of'':5 ''presid'':4 ''russia'':6 ''was'':3 ''xbreakx'':7,10');
INSERT INTO public.search VALUES (3, '''brasil'':23 ''brazil'':1,19,21 ''exbrxbbaf83'':28 ''exmembershipxbf5cf5'':29 ''first'':9 ''full'':16 ''group'':6 ''has'':2 ''it'':8 ''kxstandingx8accd6'':27 ''member'':12,14,17 ''membership'':25 ''met'':3 ''sinc'':7 ''summit'':10 ''the'':5 ''with'':4 ''xbreakx'':11,13,15,18,20,22,24,26');
INSERT INTO public.search VALUES (4, '''china'':1,19,21 ''excnx9fc450'':26 ''exmembershipxbf5cf5'':27 ''first'':9 ''full'':16 ''group'':6 ''has'':2 ''it'':8 ''kxstandingx8accd6'':25 ''member'':12,14,17 ''membership'':23 ''met'':3 ''sinc'':7 ''summit'':10 ''the'':5 ''with'':4 ''xbreakx'':11,13,15,18,20,22,24');
INSERT INTO public.search VALUES (5, '''exinxfed1d8'':26 ''exmembershipxbf5cf5'':27 ''first'':9 ''full'':16 ''group'':6 ''has'':2 ''india'':1,19,21 ''it'':8 ''kxstandingx8accd6'':25 ''member'':12,14,17 ''membership'':23 ''met'':3 ''sinc'':7 ''summit'':10 ''the'':5 ''with'':4 ''xbreakx'':11,13,15,18,20,22,24');
INSERT INTO public.search VALUES (6, '''exmembershipxbf5cf5'':27 ''exruxf37e33'':26 ''first'':9 ''full'':16 ''group'':6 ''has'':2 ''it'':8 ''kxstandingx8accd6'':25 ''member'':12,14,17 ''membership'':23 ''met'':3 ''russia'':1,19,21 ''sinc'':7 ''summit'':10 ''the'':5 ''with'':4 ''xbreakx'':11,13,15,18,20,22,24');
INSERT INTO public.search VALUES (7, '''2009'':18,21,23 ''and'':4 ''brasil'':30 ''brazil'':1,26,28 ''bric'':15 ''china'':5,40,42 ''exbricsx1x065ee4'':45 ''exbrxbbaf83'':46 ''excnx9fc450'':49 ''exinxfed1d8'':48 ''exruxf37e33'':47 ''first'':8 ''hold'':6 ''in'':10 ''india'':3,36,38 ''kxmilestonex7f7f85'':44 ''russia'':2,32,34 ''summit'':9,13,16 ''their'':7 ''xbreakx'':12,14,19,22,25,27,29,31,33,35,37,39,41,43 ''yekaterinburg'':11,17,20,24');
INSERT INTO public.search VALUES (8, '''bric'':1,11,16 ''centr'':3,18 ''countri'':12 ''inform'':2,17 ''joint'':7 ''kxsourcex41cf67'':23 ''leader'':13 ''of'':5,9,20 ''statement'':8 ''the'':10 ''toronto'':6,21 ''universiti'':4,19 ''xbreakx'':15,22 ''yekaterinburg'':14');
INSERT INTO public.search VALUES (9, '''bric'':1,2,4 ''kxorganisationxd9019f'':6 ''xbreakx'':3,5');
INSERT INTO public.search VALUES (10, '''16'':8 ''2009'':10 ''bric'':14 ''dmitri'':24 ''exmedvedevxefd593'':31 ''exruxf37e33'':30 ''first'':2 ''in'':5,17 ''june'':9 ''kxsummitx13984a'':29 ''medvedev'':25,27 ''met'':4 ''on'':7 ''person'':18 ''russia'':20,22 ''summit'':3,15 ''the'':1 ''xbreakx'':11,13,16,19,21,23,26,28 ''yekaterinburg'':6,12');
INSERT INTO public.search VALUES (11, '''bric'':1 ''kxstatusx073c16'':5 ''member'':3 ''status'':2 ''xbreakx'':4');
INSERT INTO public.search VALUES (12, '''2nd'':7 ''and'':14 ''brasilia'':18 ''bric'':1,8,20 ''centr'':3,22 ''govern'':15 ''head'':11 ''inform'':2,21 ''joint'':16 ''kxsourcex41cf67'':27 ''of'':5,10,12,24 ''state'':13 ''statement'':17 ''summit'':9 ''toronto'':6,25 ''universiti'':4,23 ''xbreakx'':19,26');
INSERT INTO public.search VALUES (13, '''15'':8 ''2010'':10 ''april'':9 ''brasil'':24 ''brasilia'':6,12 ''brazil'':20,22 ''bric'':14 ''exbrxbbaf83'':27 ''in'':5,17 ''kxsummitx13984a'':26 ''met'':4 ''on'':7 ''person'':18 ''second'':2 ''summit'':3,15 ''the'':1 ''xbreakx'':11,13,16,19,21,23,25');
INSERT INTO public.search VALUES (14, '''2011'':13,16,18 ''bric'':6,10 ''broad'':1 ''collect'':8 ''exbricsx3x2858b8'':23 ''exbricsxleadersx4e3ff8'':22 ''kxquotex632724'':21 ''leader'':7 ''prosper'':4 ''sanya'':12,15,19 ''share'':3 ''summit'':11 ''vision'':2 ''xbreakx'':5,9,14,17,20');
INSERT INTO public.search VALUES (15, '''a'':6 ''africa'':2,22,25 ''as'':5 ''exmembershipxbf5cf5'':31 ''exzax9a8bf3'':30 ''from'':8 ''full'':18 ''kxstandingx8accd6'':29 ''member'':7,14,16,19 ''membership'':27 ''on'':12 ''part'':4 ''sanya'':10 ''south'':1,21,24 ''summit'':11 ''take'':3 ''the'':9 ''xbreakx'':13,15,17,20,23,26,28');
INSERT INTO public.search VALUES (16, '''2011'':17,20,22 ''africa'':2,26,29 ''bric'':14 ''exbricsx3x2858b8'':34 ''exmembershipxbf5cf5'':36 ''exzax9a8bf3'':35 ''first'':7 ''for'':5 ''in'':9 ''kxmilestonex7f7f85'':33 ''membership'':12,31 ''part'':4 ''sanya'':10,16,19,23 ''south'':1,25,28 ''summit'':15 ''take'':3 ''the'':6 ''time'':8 ''xbreakx'':11,13,18,21,24,27,30,32');
INSERT INTO public.search VALUES (17, '''14'':8 ''2011'':10 ''africa'':15 ''april'':9 ''bric'':19 ''china'':25,27 ''excnx9fc450'':30 ''first'':12 ''in'':5,22 ''kxsummitx13984a'':29 ''met'':4 ''on'':7 ''person'':23 ''sanya'':6,17 ''south'':14 ''summit'':3,20 ''the'':1,11 ''third'':2 ''with'':13 ''xbreakx'':16,18,21,24,26,28');
INSERT INTO public.search VALUES (18, '''2011'':10,13,15 ''adopt'':3 ''bric'':7 ''china'':18,20 ''declar'':2 ''exbricsx3x2858b8'':23 ''excnx9fc450'':24 ''kxoutcomex25a63e'':22 ''sanya'':1,5,9,12,16 ''summit'':8 ''xbreakx'':4,6,11,14,17,19,21');
INSERT INTO public.search VALUES (19, '''bric'':1,10 ''centr'':3,12 ''declar'':8 ''inform'':2,11 ''kxsourcex41cf67'':17 ''of'':5,14 ''sanya'':7 ''toronto'':6,15 ''universiti'':4,13 ''xbreakx'':9,16');
INSERT INTO public.search VALUES (20, '''2012'':11 ''29'':9 ''bric'':16 ''delhi'':7,14 ''exinxfed1d8'':27 ''fourth'':2 ''in'':5,19 ''india'':22,24 ''kxsummitx13984a'':26 ''march'':10 ''met'':4 ''new'':6,13 ''on'':8 ''person'':20 ''summit'':3,17 ''the'':1 ''xbreakx'':12,15,18,21,23,25');
INSERT INTO public.search VALUES (21, '''bric'':1,10 ''centr'':3,12 ''declar'':8 ''delhi'':7 ''inform'':2,11 ''kxsourcex41cf67'':17 ''of'':5,14 ''toronto'':6,15 ''universiti'':4,13 ''xbreakx'':9,16');
INSERT INTO public.search VALUES (22, '''dmitri'':1,15 ''exmedvedevxefd593'':25 ''exruxf37e33'':26 ''head'':7 ''kxtermx599f77'':24 ''medvedev'':2,16,18 ''of'':8 ''presid'':3,5 ''russia'':11,13,20,22 ''state'':9 ''xbreakx'':4,6,10,12,14,17,19,21,23');
INSERT INTO public.series VALUES ('brics', 'BRICS summit', 'BRICS summits', 'BRICS', '2009-06-16', NULL, 'member', true, 0);
INSERT INTO public.source VALUES ('bric-2009', 'official', 'BRICS Information Centre, University of Toronto', 'text', 'Joint Statement of the BRIC Countries'' Leaders, Yekaterinburg', 'headline', NULL, NULL, 'http://www.brics.utoronto.ca/docs/090616-leaders.html', NULL, '2009-06-16', NULL, NULL, 'excerpt', NULL, NULL, 0);
INSERT INTO public.source VALUES ('bric-2010', 'official', 'BRICS Information Centre, University of Toronto', 'text', '2nd BRIC Summit of Heads of State and Government, Joint Statement, Brasília', 'headline', NULL, NULL, 'http://www.brics.utoronto.ca/docs/100415-leaders.html', NULL, '2010-04-15', NULL, NULL, 'excerpt', NULL, NULL, 1);
INSERT INTO public.source VALUES ('sanya-2011', 'official', 'BRICS Information Centre, University of Toronto', 'text', 'Sanya Declaration', 'headline', NULL, NULL, 'http://www.brics.utoronto.ca/docs/110414-leaders.html', NULL, '2011-04-14', NULL, NULL, 'excerpt', NULL, NULL, 2);
INSERT INTO public.source VALUES ('delhi-2012', 'official', 'BRICS Information Centre, University of Toronto', 'text', 'Delhi Declaration', 'headline', NULL, NULL, 'http://www.brics.utoronto.ca/docs/120329-delhi-declaration.html', NULL, '2012-03-29', NULL, NULL, 'excerpt', NULL, NULL, 3);
INSERT INTO public.standing VALUES ('BR-2009-member', 'BR', 'member', '2009-06-16', NULL, '2009-06-16', NULL, 'day', NULL, true);
INSERT INTO public.standing VALUES ('RU-2009-member', 'RU', 'member', '2009-06-16', NULL, '2009-06-16', NULL, 'day', NULL, true);
INSERT INTO public.standing VALUES ('IN-2009-member', 'IN', 'member', '2009-06-16', NULL, '2009-06-16', NULL, 'day', NULL, true);
INSERT INTO public.standing VALUES ('CN-2009-member', 'CN', 'member', '2009-06-16', NULL, '2009-06-16', NULL, 'day', NULL, true);
INSERT INTO public.standing VALUES ('ZA-2011-member', 'ZA', 'member', '2011-04-14', NULL, '2011-04-14', NULL, 'day', NULL, false);
INSERT INTO public.status VALUES ('member', 'member', 'member', 'members', '2009-06-16', NULL, NULL, NULL, 0);
INSERT INTO public.summit VALUES ('brics-1', 'brics', 1, '2009-06-16', '2009-06-16', '2009-06-16', 'Yekaterinburg', 'RU', 'in person', 'RU', 'medvedev', NULL, 'inferred', NULL, 'held');
INSERT INTO public.summit VALUES ('brics-2', 'brics', 2, '2010-04-15', '2010-04-15', '2010-04-15', 'Brasília', 'BR', 'in person', 'BR', NULL, NULL, NULL, NULL, 'held');
INSERT INTO public.summit VALUES ('brics-3', 'brics', 3, '2011-04-14', '2011-04-14', '2011-04-14', 'Sanya', 'CN', 'in person', 'CN', NULL, NULL, NULL, NULL, 'held');
INSERT INTO public.summit VALUES ('brics-4', 'brics', 4, '2012-03-29', '2012-03-29', '2012-03-29', 'New Delhi', 'IN', 'in person', 'IN', NULL, NULL, NULL, NULL, 'held');
INSERT INTO public.term VALUES ('medvedev-president-2008', 'medvedev', 'president', 'RU', '2008-05-07', '2012-05-07', false, '2008-05-07', '2012-05-07', false, NULL, NULL);
INSERT INTO public.utterance VALUES ('BU1', 'brics-leaders', '2011-04-14', '2011-04-14', '2011-04-14', 0, 1);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT pk_attendance PRIMARY KEY (record_id);
ALTER TABLE ONLY public.citation
    ADD CONSTRAINT pk_citation PRIMARY KEY (record_id, source_id);
ALTER TABLE ONLY public.country
    ADD CONSTRAINT pk_country PRIMARY KEY (code);
ALTER TABLE ONLY public.disagreement
    ADD CONSTRAINT pk_disagreement PRIMARY KEY (record_id);
ALTER TABLE ONLY public.inbound
    ADD CONSTRAINT pk_inbound PRIMARY KEY (id);
ALTER TABLE ONLY public.install_state
    ADD CONSTRAINT pk_install_state PRIMARY KEY (state);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT pk_installation PRIMARY KEY (platform, workspace);
ALTER TABLE ONLY public.line
    ADD CONSTRAINT pk_line PRIMARY KEY (token);
ALTER TABLE ONLY public.link
    ADD CONSTRAINT pk_link PRIMARY KEY (entity_id, record_id);
ALTER TABLE ONLY public.name
    ADD CONSTRAINT pk_name PRIMARY KEY (entity_id, kind, "position");
ALTER TABLE ONLY public.office
    ADD CONSTRAINT pk_office PRIMARY KEY (id);
ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT pk_organisation PRIMARY KEY (id);
ALTER TABLE ONLY public.quote
    ADD CONSTRAINT pk_quote PRIMARY KEY (record_id);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT pk_record PRIMARY KEY (id);
ALTER TABLE ONLY public.search
    ADD CONSTRAINT pk_search PRIMARY KEY (seq);
ALTER TABLE ONLY public.series
    ADD CONSTRAINT pk_series PRIMARY KEY (id);
ALTER TABLE ONLY public.source
    ADD CONSTRAINT pk_source PRIMARY KEY (id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT pk_standing PRIMARY KEY (record_id);
ALTER TABLE ONLY public.status
    ADD CONSTRAINT pk_status PRIMARY KEY (record_id);
ALTER TABLE ONLY public.summit
    ADD CONSTRAINT pk_summit PRIMARY KEY (record_id);
ALTER TABLE ONLY public.term
    ADD CONSTRAINT pk_term PRIMARY KEY (record_id);
ALTER TABLE ONLY public.utterance
    ADD CONSTRAINT pk_utterance PRIMARY KEY (id);
ALTER TABLE ONLY public.was
    ADD CONSTRAINT pk_was PRIMARY KEY (old_id);
ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT uq_organisation_one UNIQUE (one);
ALTER TABLE ONLY public.quote
    ADD CONSTRAINT uq_quote_utterance_id_part UNIQUE (utterance_id, part);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT uq_record_seq UNIQUE (seq);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT uq_standing_country_decided UNIQUE (country, decided);
ALTER TABLE ONLY public.status
    ADD CONSTRAINT uq_status_id UNIQUE (id);
ALTER TABLE ONLY public.summit
    ADD CONSTRAINT uq_summit_series_id_number UNIQUE (series_id, number);
CREATE INDEX ix_attendance_meeting_id ON public.attendance USING btree (meeting_id);
CREATE INDEX ix_attendance_person_id ON public.attendance USING btree (person_id);
CREATE INDEX ix_citation_source_id ON public.citation USING btree (source_id);
CREATE INDEX ix_inbound_at ON public.inbound USING btree (at);
CREATE INDEX ix_install_state_expires_at ON public.install_state USING btree (expires_at);
CREATE INDEX ix_installation_expires_at ON public.installation USING btree (expires_at);
CREATE INDEX ix_line_at ON public.line USING btree (at);
CREATE INDEX ix_link_record_id ON public.link USING btree (record_id);
CREATE INDEX ix_quote_plain_sha256 ON public.quote USING btree (plain_sha256);
CREATE INDEX ix_record_folded_id ON public.record USING btree (lower((id)::text));
CREATE INDEX ix_record_kind ON public.record USING btree (kind);
CREATE INDEX ix_record_month_day ON public.record USING btree (month_day);
CREATE INDEX ix_record_parent ON public.record USING btree (parent);
CREATE INDEX ix_search_body ON public.search USING gin (body) WITH (fastupdate=off);
CREATE INDEX ix_summit_chair_id ON public.summit USING btree (chair_id);
CREATE INDEX ix_term_of ON public.term USING btree (of);
CREATE INDEX ix_term_person_id ON public.term USING btree (person_id);
CREATE INDEX ix_utterance_latest ON public.utterance USING btree (latest, "position");
CREATE INDEX ix_utterance_speaker ON public.utterance USING btree (speaker_id, latest, "position", size);
CREATE INDEX ix_was_folded_id ON public.was USING btree (lower((old_id)::text));
CREATE INDEX ix_was_record_id ON public.was USING btree (record_id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT fk_attendance_meeting_id FOREIGN KEY (meeting_id) REFERENCES public.record(id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT fk_attendance_person_id FOREIGN KEY (person_id) REFERENCES public.record(id);
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT fk_attendance_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT fk_attendance_rests_on FOREIGN KEY (rests_on) REFERENCES public.record(id);
ALTER TABLE ONLY public.citation
    ADD CONSTRAINT fk_citation_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.citation
    ADD CONSTRAINT fk_citation_source_id FOREIGN KEY (source_id) REFERENCES public.source(id);
ALTER TABLE ONLY public.disagreement
    ADD CONSTRAINT fk_disagreement_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.link
    ADD CONSTRAINT fk_link_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT fk_organisation_source_id FOREIGN KEY (source_id) REFERENCES public.source(id);
ALTER TABLE ONLY public.quote
    ADD CONSTRAINT fk_quote_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.quote
    ADD CONSTRAINT fk_quote_utterance_id FOREIGN KEY (utterance_id) REFERENCES public.utterance(id);
ALTER TABLE ONLY public.record
    ADD CONSTRAINT fk_record_first_citation FOREIGN KEY (id, source_id) REFERENCES public.citation(record_id, source_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.record
    ADD CONSTRAINT fk_record_parent FOREIGN KEY (parent) REFERENCES public.record(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.series
    ADD CONSTRAINT fk_series_status_id FOREIGN KEY (status_id) REFERENCES public.status(id);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT fk_standing_country FOREIGN KEY (country) REFERENCES public.country(code);
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT fk_standing_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.standing
    ADD CONSTRAINT fk_standing_status_id FOREIGN KEY (status_id) REFERENCES public.status(id);
ALTER TABLE ONLY public.status
    ADD CONSTRAINT fk_status_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.summit
    ADD CONSTRAINT fk_summit_chair_id FOREIGN KEY (chair_id) REFERENCES public.record(id);
ALTER TABLE ONLY public.summit
    ADD CONSTRAINT fk_summit_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.summit
    ADD CONSTRAINT fk_summit_series_id FOREIGN KEY (series_id) REFERENCES public.series(id);
ALTER TABLE ONLY public.term
    ADD CONSTRAINT fk_term_office_id FOREIGN KEY (office_id) REFERENCES public.office(id);
ALTER TABLE ONLY public.term
    ADD CONSTRAINT fk_term_person_id FOREIGN KEY (person_id) REFERENCES public.record(id);
ALTER TABLE ONLY public.term
    ADD CONSTRAINT fk_term_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.utterance
    ADD CONSTRAINT fk_utterance_speaker_id FOREIGN KEY (speaker_id) REFERENCES public.record(id);
ALTER TABLE ONLY public.was
    ADD CONSTRAINT fk_was_record_id FOREIGN KEY (record_id) REFERENCES public.record(id) ON DELETE CASCADE;
