-- The backbone: everything an order needs from intake to "the channel is told".
-- Owned by hub_owner (this migration, retention); the hub itself works as ${appRole}, without DDL
-- and without UPDATE or DELETE on the audit trail. Documents are text: jsonb costs CPU and is used only where SQL asks inside.

-- ids are handed out in blocks by the application (IdBlocks), so that a batch is built in memory without RETURNING
create sequence hub_id as bigint increment by 1000;
create sequence inbox_id as bigint increment by 100;

-- Who is connected ------------------------------------------------------------------------------------------------

create table account (
  id          int generated always as identity primary key,
  channel     text not null,                       -- shopify, woocommerce, amazon; 'hub' for our own accounts (api, jms, file, timer)
  name        text not null,
  mode        text not null default 'live' check (mode in ('off', 'shadow', 'live')),
  paused      boolean not null default false,      -- senders rest, intake goes on
  base_url    text not null default '',
  settings    text not null default '{}',          -- JSON: locations, buffers, marketplace ids ...
  secret_ref  text not null default '',            -- prefix of the secrets' names in the secret source
  stock_confirmed_at timestamptz,                  -- a person has seen what the first push of stock changes; null: none is pushed
  poll_from   timestamptz,                         -- complete through here by reconcile
  created_at  timestamptz not null default now(),
  unique (channel, name)
);

create table account_recovery (                    -- the newest look back through an account's orders that somebody asked for
  account_id  int primary key references account,
  since       timestamptz not null,                -- from here ...
  until       timestamptz not null,                -- ... to here; the poll does what comes after
  through     timestamptz not null check (through between since and until),   -- done to here
  orders      int not null default 0,              -- handed out by the channel, known ones too
  asked_by    text not null,
  reason      text not null,
  asked_at    timestamptz not null,
  ended_at    timestamptz,
  last_error  text,
  check ((ended_at is null) = (through < until))
);

create table account_token (                       -- rotating tokens, sealed with the master key
  account_id  int not null references account,
  name        text not null,
  sealed      bytea not null,
  expires_at  timestamptz,
  version     bigint not null default 1,
  primary key (account_id, name)
);

create table api_token (
  id          bigint primary key,
  name        text not null,                       -- whom the audit trail names
  role        text not null check (role in ('viewer', 'operator', 'engineer', 'admin')),
  hash        bytea not null unique,               -- SHA-256 of the token; the token itself is shown once
  created_at  timestamptz not null,
  created_by  text not null,
  expires_at  timestamptz,                         -- null: never
  used_at     timestamptz,                         -- the last use, to the minute
  revoked_at  timestamptz,
  revoked_by  text,
  check ((revoked_at is null) = (revoked_by is null))
);
create unique index api_token_name on api_token (name) where revoked_at is null;

-- Keys and personal data ------------------------------------------------------------------------------------------

create table day_key (                             -- seals raw bodies at intake; destroyed after 7 days
  account_id  int not null references account,
  day         date not null,
  wrapped     bytea not null,
  primary key (account_id, day)
);

create table order_data_key (                      -- deleting the row erases the person
  order_id    bigint primary key,
  wrapped     bytea not null
);

create table customer_identity (                   -- blind index: HMAC of e-mail, phone, name + postcode, channel customer id
  order_id    bigint not null,
  kind        text not null check (kind in ('email', 'phone', 'name_postcode', 'channel_customer')),
  blind       bytea not null,
  primary key (order_id, kind)
);
create index customer_identity_blind on customer_identity (blind);

-- The inbox -------------------------------------------------------------------------------------------------------

create table inbox_key (                           -- removes repeated deliveries, nothing else; kept 30 days
  account_id  int not null,
  key_hash    bytea not null,
  inbox_id    bigint not null,
  received_at timestamptz not null,
  primary key (account_id, key_hash)
);

create table inbox (                               -- immutable
  id          bigint primary key,
  account_id  int not null,
  kind        text not null,                       -- order, shipment, stock, cancel, recall-answer, redrive, timer, unrecognised
  source      text not null,                       -- webhook, poll, fetch, queue, jms, file, api, timer
  topic       text not null default '',
  shape       text not null default '',            -- which order.<shape>.jslt reads the body
  order_key   text not null default '',            -- the channel's order id, or what stands for it
  lane        smallint not null,                   -- hash of account and order key: one worker at a time
  parent_id   bigint,                              -- the event this row was fetched for
  notification_only boolean not null default false, -- it only names an order, which has to be fetched
  headers     text not null default '{}',          -- allow-listed ones only
  body        bytea not null,
  day         date,                                -- day of the key that sealed the body; null: not sealed
  received_at timestamptz not null
);
alter table inbox alter column body set storage external;
create index inbox_received on inbox using brin (received_at);

create table inbox_todo (                          -- READY rows; claimed by DELETE inside the working transaction
  id          bigint primary key,
  lane        smallint not null,
  due         timestamptz not null default '-infinity'
) with (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

create table inbox_fetch (                         -- only name an order: to be fetched by the account's sender before they are READY
  id          bigint primary key,
  account_id  int not null,
  order_key   text not null,
  attempts    int not null default 0,
  next_at     timestamptz not null,
  alone       boolean not null default false,      -- says what cannot be believed: a list call would only repeat it
  last_error  text
);
create index inbox_fetch_account on inbox_fetch (account_id, next_at);
create index inbox_fetch_alone on inbox_fetch (account_id, order_key) where alone;

create table fetch_pace (                          -- when an order is or was fetched for the sake of what could not be believed
  account_id  int not null,
  order_key   text not null,
  fetch_at    timestamptz not null,
  primary key (account_id, order_key)
);

create table inbox_attempt (                       -- only for events that failed or were in a batch that killed its JVM
  id          bigint primary key,
  failures    int not null default 0,
  deaths      int not null default 0,
  unfetched   boolean not null default false,      -- its order could not be fetched: it is worked on as it is
  last_error  text
);

create table event_outcome (                       -- what became of what people, warehouses and files told; of a channel's event its order tells
  inbox_id    bigint primary key,
  result      text not null check (result in ('applied', 'partly_applied', 'unchanged', 'stale', 'refused')),
  code        text not null default '',            -- of the case, when not all of it was taken
  reason      text not null default '',            -- one sentence for people
  order_ids   bigint[] not null default '{}',
  at          timestamptz not null
);

create table worker_note (                         -- written on its own before the work: found without its worker, the batch killed a JVM
  worker      text primary key,
  owner       bigint not null,
  ids         bigint[] not null,
  at          timestamptz not null
);

-- Catalogue and stock ---------------------------------------------------------------------------------------------

create table location (
  code        text primary key check (code ~ '^[A-Z0-9][A-Z0-9-]{0,31}$'),
  name        text not null,
  priority    int not null default 100,            -- lower ships first
  country     text not null default '',
  active      boolean not null default true
);

create table item (
  sku         text primary key,
  title       text not null default '',
  stocked     boolean not null default true,       -- false: a tip, a service; nothing is reserved or shipped
  updated_at  timestamptz not null default now()
);

create table sku_map (                             -- what a channel calls one of our items, where it is not our SKU
  account_id  int not null references account,
  product     text not null default '',            -- the channel's ids of product and variant
  variant     text not null default '',
  channel_sku text not null default '',
  sku         text not null references item,
  primary key (account_id, product, variant, channel_sku),
  check (product <> '' or variant <> '' or channel_sku <> '')
);

create table broker_login (                        -- who may use the broker's queues; a revoked one stays: messages of it may still come
  name        text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,62}$' and name <> 'hub'),
  role        text not null check (role in ('warehouse', 'orders', 'exceptions', 'custom')),
  location    text references location,            -- the one a warehouse's login may speak for
  salt        bytea not null,
  hash        bytea not null,                      -- SHA-256 of salt and password; the password itself is shown once
  created_at  timestamptz not null,
  created_by  text not null,
  rotated_at  timestamptz,                         -- the last change of the password
  revoked_at  timestamptz,
  revoked_by  text,
  check ((role = 'warehouse') = (location is not null)),
  check ((revoked_at is null) = (revoked_by is null))
);

create table stock (
  sku         text not null references item,
  location    text not null references location,
  on_hand     int not null default 0,
  reserved    int not null default 0,
  version     bigint not null default 1,           -- grows with every change; listings remember what they told
  counted_at  timestamptz,                         -- the time of the newest count; null: never counted, so nobody knows what is there
  updated_at  timestamptz not null default now(),
  primary key (sku, location),
  constraint stock_never_below_zero check (on_hand >= 0 and reserved >= 0 and on_hand >= reserved)
) with (fillfactor = 40, autovacuum_vacuum_threshold = 200, autovacuum_vacuum_scale_factor = 0.02);

create table stock_ledger (                        -- movements of on_hand; the reservations are the movements of reserved
  id          bigint primary key,
  sku         text not null,
  location    text not null,
  kind        text not null check (kind in ('count', 'receive', 'ship', 'found', 'adjust')),
  quantity    int not null,                        -- signed
  reference   text not null default '',
  as_of       timestamptz not null,
  at          timestamptz not null
);
create index stock_ledger_place on stock_ledger (sku, location, as_of);

create table listing (                             -- what a channel sells, and what we believe it shows
  id           bigint generated always as identity primary key,
  account_id   int not null references account,
  product      text not null default '',           -- the channel's ids of product and variant
  variant      text not null default '',
  channel_sku  text not null default '',
  sku          text not null references item,
  reference    text not null default '{}',         -- JSON: inventory item id, product id, product type ...
  believed     int,                                -- last push minus units ordered there since; null: never pushed
  told_version bigint not null default 0,          -- sum of stock.version at the last push
  next_at      timestamptz not null,
  attempts     int not null default 0,
  last_error   text,
  told_at      timestamptz,
  unique (account_id, product, variant, channel_sku),
  check (product <> '' or variant <> '' or channel_sku <> '')
) with (fillfactor = 60);
create index listing_sku on listing (sku);

-- Orders ----------------------------------------------------------------------------------------------------------

create table order_key (
  account_id       int not null,
  channel_order_id text not null,
  order_id         bigint not null,
  primary key (account_id, channel_order_id)
);

create table orders (
  id               bigint primary key,
  account_id       int not null,
  channel_order_id text not null,
  number           text not null default '',       -- what people see
  version          timestamptz not null,           -- the channel's own modification time
  version_ours     boolean not null default false, -- or, where none can be believed, when it was asked
  read_at          timestamptz not null default '-infinity',  -- not later than the moment at which the channel read what it stated
  content_hash     bytea not null,                 -- of the canonical document, to tell "same" from "other content"
  ship_to_hash     bytea,                          -- keyed hash of the address last stated, to notice another one; null: none yet
  state            text not null,                  -- pure function of the groups
  channel_state    text not null default '',
  placed_at        timestamptz,
  ship_by          timestamptz,
  deliver_by       timestamptz,
  service_level    text not null default '',
  fulfilled_by     text not null default 'merchant',
  currency         text not null default '',
  total            numeric(19, 4),
  presentment_currency text not null default '',
  presentment_total    numeric(19, 4),
  country          text not null default '',
  region           text not null default '',
  postcode_prefix  text not null default '',
  test             boolean not null default false,
  pending          boolean not null default false,
  parent_order     text,                           -- the channel's id of the order this one is a part of
  alerts           text not null default '',       -- space separated codes; alerts inform, they do not stop
  doc              text not null,                  -- canonical order without its personal block
  personal         bytea,                          -- canonical personal block, sealed under the order's key
  raw              bytea,                          -- the body it was read from, sealed under the order's key
  inbox_id         bigint not null,
  revision         int not null default 1,
  received_at      timestamptz not null,
  updated_at       timestamptz not null
);
alter table orders alter column personal set storage external;
alter table orders alter column raw set storage external;
create index orders_received on orders (received_at, id);
create index orders_number on orders (number);
create index orders_channel_id on orders (channel_order_id);
create index orders_parent on orders (account_id, parent_order) where parent_order is not null;

create table order_statement (                     -- statements of a channel that newer ones took the place of; the newest is in orders
  order_id    bigint not null,
  revision    int not null,                        -- which of the accepted ones it was, from 1
  version     timestamptz not null,
  inbox_id    bigint not null,
  doc         text not null,                       -- canonical order without its personal block
  superseded_at timestamptz not null,
  primary key (order_id, revision)
);

create table order_line (
  order_id        bigint not null,
  line_no         smallint not null,
  channel_line_id text not null,
  product         text not null default '',        -- what the channel calls the listing: ids of product and variant, SKU
  variant         text not null default '',
  channel_sku     text not null default '',
  sku             text,                            -- ours; null while it cannot be mapped
  quantity        int not null,                    -- units the hub is to fulfil
  cancelled       int not null default 0,
  withdrawn       int not null default 0,          -- of the cancelled ones, those a command took off and the channel still counts
  ordered         int not null default 0,          -- the most units the channel ever said were ordered
  unclear_home    text not null default '',        -- of those taken off without saying whether they had left, the ones known to have been at home: version=units
  unmarked_at     timestamptz,                     -- where a mark says that all was sent: version of the newest statement without it
  marked_at       timestamptz,                     -- and of the first statement with it; null while there is none
  primary key (order_id, line_no),
  check (quantity >= 0 and withdrawn between 0 and cancelled)
);

create table order_line_part (                     -- what of our stock makes one unit of a line; no row: nothing is reserved or shipped
  order_id    bigint not null,
  line_no     smallint not null,
  part_no     smallint not null check (part_no > 0),
  sku         text not null,                       -- ours
  per_unit    int not null check (per_unit > 0),
  primary key (order_id, line_no, part_no)
);

create table fulfilment_group (
  id          bigint primary key,
  order_id    bigint not null,
  location    text,
  state       text not null,
  next_step   text,
  next_at     timestamptz,
  case_id     bigint,
  ship_by     timestamptz,
  released_at timestamptz,
  released_by bigint,                              -- the message of the outbox that released it: no other may
  recalled_for text check (recalled_for in ('cancel', 'address', 'hold', 'quantity')),  -- what its warehouse's answer decides about
  refused_for text check (refused_for in ('cancel', 'address', 'hold', 'quantity')),   -- why it was asked back and not given: it is not asked again for as little
  shadow      boolean not null default false,      -- its location was chosen on a copy of the stock, as its account is in shadow: nothing is reserved
  regrown_at  timestamptz,                         -- somebody had sent its units and took that back: released once the channel, asked later, still says so
  updated_at  timestamptz not null,
  constraint nothing_is_silently_stuck check (
    state in ('SHIPPED', 'CANCELLED', 'CHANNEL_FULFILLED')
    or case_id is not null
    or (next_step is not null and next_at is not null))
) with (fillfactor = 80);
create index fulfilment_group_order on fulfilment_group (order_id);
create index fulfilment_group_shadow on fulfilment_group (id) where shadow;
create index fulfilment_group_next on fulfilment_group (next_at) where next_at is not null;

create table hold (                                -- what must not go on; blocks a step and changes no state
  id          bigint generated always as identity primary key,
  order_id    bigint not null,
  group_id    bigint,                              -- null: the whole order
  cause       text not null,                       -- category.cause, the code of its case as well
  source      text not null,                       -- who decides it anew, and alone lifts it
  step        text not null check (step in ('allocate', 'release')),
  reason      text not null,                       -- one sentence a person understands, no personal data
  until       timestamptz,                         -- ends by itself; null: when its cause is gone
  next_look   timestamptz not null,                -- decided anew at the latest
  case_id     bigint,
  quiet       boolean not null default false,      -- nobody has to do anything: no case
  created_by  text not null default 'hub',
  created_at  timestamptz not null,
  released_by text,
  released_at timestamptz,
  check ((released_by is null) = (released_at is null))
);
create unique index hold_open on hold (order_id, cause, source, coalesce(group_id, 0)) where released_at is null;
create index hold_order on hold (order_id);
create index hold_look on hold (next_look) where released_at is null and step = 'release';

create table group_line (
  group_id    bigint not null,
  line_no     smallint not null,
  quantity    int not null,
  shipped     int not null default 0,
  primary key (group_id, line_no),
  check (shipped between 0 and quantity)
) with (fillfactor = 80);

create table reservation (
  id          bigint primary key,
  order_id    bigint not null,
  group_id    bigint not null,
  line_no     smallint not null,
  part_no     smallint not null default 1,
  sku         text not null,
  location    text not null,
  quantity    int not null check (quantity > 0),   -- units of the part
  state       text not null default 'active' check (state in ('active', 'claimed', 'released')),
  at          timestamptz not null
) with (fillfactor = 80);
create index reservation_order on reservation (order_id);
create index reservation_active on reservation (sku, location) where state = 'active';

create table shipment (                            -- one parcel
  id          bigint primary key,
  order_id    bigint not null,
  group_id    bigint not null,
  reference   text not null,                       -- the warehouse's own id of the confirmation
  parcel_no   int not null,                        -- per order, from 1: the channel's package reference
  carrier     text not null,
  service     text not null default '',
  tracking    text not null,
  tracking_url text not null default '',
  shipped_at  timestamptz not null,
  outbox_id   bigint,                              -- the message that tells the channel; null: it is told of nothing
  completes   boolean not null default false,      -- nothing of the order was left after it: the message may mark the order as sent
  tell_state  text not null default 'none' check (tell_state in ('none', 'accepted', 'unknown', 'refused')),
  intent_at   timestamptz,                         -- when the intent to call was committed
  told_at     timestamptz,                         -- when the channel accepted it
  counted_from timestamptz,                        -- version of the first statement that counts it for certain
  channel_ids text not null default '',            -- the channel's own ids of it, with one space between them
  named       boolean not null default false,      -- a statement of the channel has named it
  delivery    text not null default 'in_transit' check (delivery in ('in_transit', 'delivered', 'returned')),
  delivered_at timestamptz,
  unique (order_id, parcel_no),
  check (tell_state <> 'accepted' or told_at is not null)
);
create index shipment_tracking on shipment (tracking);

create table shipment_line (
  shipment_id bigint not null,
  line_no     smallint not null,
  quantity    int not null check (quantity > 0),
  primary key (shipment_id, line_no)
);

create table cancellation (                        -- units that a command of ours took off, and how far the channel knows
  id          bigint primary key,
  order_id    bigint not null,
  actor       text not null,                       -- who asked for it
  reason      text not null,                       -- buyer, out_of_stock, fraud, address, price, other
  whole       boolean not null,                    -- the whole order, not units of single lines
  decided     boolean not null default false,      -- every warehouse that had units of it has answered
  outbox_id   bigint,                              -- the message that tells the channel; null: not decided, or it takes none
  case_id     bigint,                              -- the open case that asks a person to tell the channel
  tell_state  text not null default 'none' check (tell_state in ('none', 'accepted', 'unknown', 'refused')),
  intent_at   timestamptz,                         -- when the intent to call was committed
  told_at     timestamptz,                         -- when the channel accepted or refused it
  channel_ids text not null default '',            -- the channel's own ids of it, with one space between them
  at          timestamptz not null
);
create index cancellation_order on cancellation (order_id);

create table cancellation_line (
  cancellation_id bigint not null,
  line_no     smallint not null,
  quantity    int not null,
  uncounted   int not null,                        -- of these, what the channel is not known to have taken off
  primary key (cancellation_id, line_no),
  check (uncounted between 0 and quantity)
);

-- Goods that come back: tables only, nothing writes them yet ---------------------------------------------------------

create table return_case (
  id          bigint primary key,
  account_id  int not null,
  order_id    bigint not null,
  channel_return_id text,                          -- null: the channel has none
  state       text not null check (state in ('requested', 'expected', 'received', 'closed', 'refused')),
  reason      text not null default '',            -- the channel's word
  expected_by timestamptz,
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create unique index return_case_channel on return_case (account_id, channel_return_id) where channel_return_id is not null;
create index return_case_order on return_case (order_id);

create table return_case_line (
  return_id   bigint not null references return_case,
  line_no     smallint not null,
  part_no     smallint not null default 1,
  location    text,                                -- where they came back; null: not yet
  disposition text check (disposition in ('restock', 'repair', 'scrap', 'to_supplier')),
  quantity    int not null check (quantity > 0),   -- units
  received    int not null default 0,
  primary key (return_id, line_no, part_no),
  check (received between 0 and quantity)
);

-- What must happen outside ----------------------------------------------------------------------------------------

-- Drawn while the order is locked: of two rows of one order the lower turn was written first, whichever hub wrote it.
create sequence outbox_turn as bigint;

create table outbox (
  id              bigint primary key,
  turn            bigint not null default nextval('outbox_turn'),
  kind            text not null,                   -- dispatch, status, exception, event, answer, send
  destination     text not null,                   -- location:MAIN, account:7, exceptions, queue:hub.custom.copies
  operation       text not null,                   -- release, recall, shipment, cancel, case, send
  order_id        bigint,
  group_id        bigint,
  inbox_id        bigint,                          -- the event a route's message is about
  step            text,                            -- route and step that sent it; null: no route did
  body            bytea not null,
  sealed          boolean not null default false,  -- under the order's key
  state           text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'case', 'dropped', 'shadow')),
  epoch           bigint not null default 0,       -- of the sender that holds it
  attempts        int not null default 0,
  next_at         timestamptz not null,
  deadline        timestamptz,                     -- the channel's ship-by
  second_deadline timestamptz,                     -- e.g. the channel's auto-cancel
  intent_at       timestamptz,                     -- committed before the call
  sent_at         timestamptz,
  last_error      text,
  created_at      timestamptz not null
) with (fillfactor = 70);
create index outbox_waiting on outbox (destination, next_at) where state in ('pending', 'sending');
create index outbox_order on outbox (order_id);
create unique index outbox_step on outbox (inbox_id, step) where step is not null;

create table attempt (                             -- calls that did not go well, and the one that went well after them; kept 30 days
  id          bigint generated always as identity primary key,
  reference   text not null,                       -- what was tried: outbox/12, order/<channel's id>, listing/<its name>, poll, subscriptions
  account_id  int,                                 -- null: to a warehouse or a queue
  number      int not null,                        -- which attempt it was, from 1
  call        text not null,                       -- method and path of the last request, else the operation
  outcome     text not null,                       -- ok, wait, retry, throttled, reject, unknown, stale ...
  status      int,                                 -- of HTTP; null: there was no answer, or no HTTP
  answer      text not null,                       -- what was answered, in words without personal data
  at          timestamptz not null                 -- when it ended
);
create index attempt_reference on attempt (reference, account_id);
create index attempt_at on attempt using brin (at);

create table sender_lease (
  destination text primary key,
  owner       bigint not null,
  epoch       bigint not null,
  taken_at    timestamptz not null
);

create table hub_instance (                        -- a run of the hub: alive while its session advisory lock is held
  id          bigint primary key,
  host        text not null,
  pid         bigint not null,
  started_at  timestamptz not null
);

create table job_run (
  job         text not null,
  due         timestamptz not null,
  owner       bigint not null,
  primary key (job, due)
);

-- What people must look at ----------------------------------------------------------------------------------------

create table exception_case (
  id          bigint primary key,
  code        text not null,                       -- category.cause, e.g. mapping.unknown_sku
  severity    text not null default 'error' check (severity in ('info', 'warning', 'error', 'critical')),
  scope       text not null check (scope in ('order', 'group', 'event', 'outbox', 'stock', 'account')),
  state       text not null default 'open' check (state in ('open', 'retrying', 'resolved')),
  account_id  int,
  order_id    bigint,
  group_id    bigint,
  inbox_id    bigint,
  outbox_id   bigint,
  subject     text not null default '',            -- one open case per account and subject; empty: the ids say what it is about
  summary     text not null,                       -- one sentence a person understands
  suggestion  text not null default '',
  evidence    text not null default '{}',          -- JSON, references only, no personal data
  count       int not null default 1,
  first_seen  timestamptz not null,
  last_seen   timestamptz not null,
  assignee    text,                                -- login that looks after it; null: nobody
  resolved_at timestamptz,
  resolved_by text,
  resolution  text,
  ending      text check (ending in ('cause_gone', 'resolved', 'dismissed')),  -- the cause went away, somebody acted, nobody has to
  check (ending is null or state = 'resolved')
);
create index exception_case_ending on exception_case (ending) where ending is not null;
create index exception_case_open on exception_case (code, first_seen) where state <> 'resolved';
create unique index exception_case_subject on exception_case (subject, account_id) where subject <> '' and state <> 'resolved';
create index exception_case_order on exception_case (order_id) where order_id is not null;
create index exception_case_inbox on exception_case (inbox_id) where inbox_id is not null;

create table case_note (                           -- what people did about a case and said of it
  id          bigint generated always as identity primary key,
  case_id     bigint not null,
  at          timestamptz not null,
  actor       text not null,                       -- as the audit trail names them
  action      text not null check (action in ('comment', 'assigned', 'retried', 'resolved', 'dismissed')),
  words       text not null default ''             -- the note, the reason, the login; no personal data
);
create index case_note_case on case_note (case_id);

-- Audit: one block per transaction, block order is commit order ---------------------------------------------------

create table audit_row (
  block       bigint not null,
  pos         int not null,
  at          timestamptz not null,
  actor       text not null,
  action      text not null,                       -- order.accepted, order.stale, stock.reserved, group.released ...
  order_id    bigint,
  inbox_id    bigint,
  data        text not null default '{}',          -- JSON: the decision's inputs and result, references only
  hash        bytea not null,
  primary key (block, pos)
);
create index audit_row_order on audit_row (order_id) where order_id is not null;
create index audit_row_at on audit_row using brin (at);

create table audit_block (
  block       bigint primary key,                  -- what the rows name; handed out before the work
  seq         bigint not null unique,              -- the chain's order, given under the head row
  rows        int not null,
  rows_hash   bytea not null,
  previous    bytea not null,
  hash        bytea not null,                      -- sha256(previous || seq || block || rows || rows_hash)
  at          timestamptz not null
);

create table audit_head (
  one         boolean primary key default true check (one),
  seq         bigint not null,
  hash        bytea not null
);
insert into audit_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

-- The hub's own accounts ------------------------------------------------------------------------------------------

insert into account (channel, name) values ('hub', 'api'), ('hub', 'jms'), ('hub', 'file'), ('hub', 'timer');

-- Rights of the working role --------------------------------------------------------------------------------------

grant usage on schema public to ${appRole};
grant select, insert, update, delete on all tables in schema public to ${appRole};
revoke update, delete on audit_row, audit_block from ${appRole};
revoke insert, delete on audit_head from ${appRole};
revoke insert, update, delete on flyway_schema_history from ${appRole};
grant usage, select on all sequences in schema public to ${appRole};
