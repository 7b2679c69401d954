# syntax=docker/dockerfile:1
# One image for everything: `ultrasearch <verb>`, with migrate, worker, serve and the rest. Postgres is elsewhere: DATABASE_URL.
# test/deploy/image.test.ts installs and starts what is copied here.

FROM node:24-trixie-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# What runs, and nothing else: no embedded Postgres, no second Node, no tool. None of it runs a script to be installed.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
# Source maps and types, 90 of 213 MB: no process reads them.
RUN find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM node:24-trixie-slim
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Ultrasearch" \
      org.opencontainers.image.description="An open collection of ultramarathon races: fetched, read and published inside one Postgres" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"

WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json crontab graphile.config.ts LICENSE ./
COPY sql sql
COPY samples samples
COPY parsing parsing
COPY sources sources
COPY lib lib
COPY tasks tasks
COPY web web
COPY scripts scripts
RUN ln -s /app/scripts/ultrasearch.ts /usr/local/bin/ultrasearch \
    && install -d -o node -g node /data

# The root file system may be read-only: exports are put together in /tmp, and go to Storage, or to a volume at DATA_DIR.
# The server is reached through the container's network, so it refuses to start without STATUS_AUTH or SUPABASE_JWT_SECRET.
# Young garbage is collected sooner than Node would: a fourth less memory at its most for the same CPU (docs/sizing.md).
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-semi-space-size=16 \
    DATA_DIR=/data \
    HEALTH_PORT=9464 \
    STATUS_HOST=0.0.0.0 \
    STATUS_PORT=5555
EXPOSE 5555

# By number: Kubernetes sees that it isn't root. It is `node` in the image.
USER 1000:1000

# No init: the verbs take SIGTERM themselves, and start no processes. A worker gives its jobs back after SHUTDOWN_MS.
STOPSIGNAL SIGTERM
ENTRYPOINT ["ultrasearch"]
CMD ["--help"]

# The first process says which of its parts this container is; what isn't there to stay needs no health.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD case "$(tr '\0' ' ' </proc/1/cmdline)" in \
          *" serve"*) ultrasearch health --serve ;; \
          *" worker"*) ultrasearch health ;; \
        esac
