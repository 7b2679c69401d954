# One machine, by Docker Compose. `make down build tag up` is a deployment; docs/deploying.md says more.
# SUPABASE=cli works in the Supabase of `make supabase-start` instead of the small one of docker-compose.yml.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
TAG ?= $(shell git rev-parse --short HEAD)
export TAG
CLI := npx --yes supabase@3.1.0
COMPOSE := docker compose
PSQL = $(COMPOSE) exec db psql --username postgres
ifeq ($(SUPABASE),cli)
COMPOSE := eval "$$($(CLI) status --output env)" && SUPABASE_ANON_KEY="$$ANON_KEY" SUPABASE_SERVICE_ROLE_KEY="$$SERVICE_ROLE_KEY" \
  COMPOSE_PROFILES= DATABASE_URL=postgresql://postgres:postgres@host.docker.internal:54322/postgres \
  SUPABASE_URL=http://host.docker.internal:54321 docker compose
PSQL = psql postgresql://postgres:postgres@127.0.0.1:54322/postgres
endif

.PHONY: down build tag up compose-run test purge psql logs supabase-start fetch-samples read-events

down: ## Stop everything; what is stored stays
	[ ! -f .env ] || { $(COMPOSE) down --remove-orphans; }

build: ## Build the image
	docker build --build-arg VERSION=$(TAG) --build-arg REVISION=$$(git rev-parse HEAD) --tag ultrasearch:latest .

tag: ## Give the image the commit's name
	docker tag ultrasearch:latest ultrasearch:$(TAG)

up: .env ## Start everything, the database's migration first
	$(COMPOSE) up --detach --no-build

compose-run: .env ## Fetch every enabled source, and show what came of it
	$(COMPOSE) exec upload-worker ultrasearch fetch --all --wait

test: ## All tests; needs no Docker
	npm test

purge: ## Stop everything, and delete what is stored
	[ ! -f .env ] || { $(COMPOSE) down --volumes --remove-orphans; }

psql: ## A prompt in the database
	$(PSQL)

logs: ## What the parts say
	$(COMPOSE) logs --follow --tail 100

.env: ## Passwords and keys of this machine, drawn once
	(umask 077 && docker run --rm --entrypoint node ultrasearch:latest scripts/compose-env.ts > .env.new && mv .env.new .env)

supabase-start: ## Supabase's own local one instead, by its command line
	$(CLI) start

fetch-samples: ## Fetch the samples into DATABASE_URL, as the public APIs would answer
	npm exec -c 'node .ci/fetch-samples.mjs'

read-events: ## Ask the local Supabase for a race, as anybody may
	curl --fail --silent --show-error --header "apikey: $$($(CLI) status --output json | node -p 'JSON.parse(require("fs").readFileSync(0)).ANON_KEY')" \
	  'http://127.0.0.1:54321/rest/v1/event_full?select=name,country&limit=1' | tee /dev/stderr | grep --quiet country
