# Two images (docs/deploying.md): `proxy`, nginx with the panel, and `server`, the one process behind it.
# `npm run check:image` performs these steps without Docker; it knows the instructions that are used here.

# Not slim: sqlite3 compiles where its binary cannot be downloaded, for which this one has python3, make and g++.
FROM node:24-bookworm AS build
WORKDIR /claque
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build
# What builds the panel is not needed to serve it.
RUN npm prune --omit=dev && mkdir data

FROM nginxinc/nginx-unprivileged:1.28-bookworm AS proxy
COPY nginx/claque.conf /etc/nginx/templates/default.conf.template
COPY --from=build /claque/dist/panel /usr/share/nginx/panel

FROM node:24-bookworm-slim AS server
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 CLAQUE_DATA_DIR=/data
WORKDIR /claque
COPY --from=build /claque/package.json /claque/LICENSE ./
COPY --from=build /claque/node_modules ./node_modules
COPY --from=build /claque/bots ./bots
COPY --from=build /claque/seeds ./seeds
COPY --from=build /claque/server ./server
COPY --from=build /claque/dist/panel ./dist/panel
COPY --from=build --chown=node:node /claque/data /data
USER node
VOLUME /data
EXPOSE 8080
# On loopback it answers whatever name it is reached by from outside.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
