# docker build -t listcheck .
# docker run --rm --network none -v "$PWD:/data" -u "$(id -u):$(id -g)" listcheck campaign.csv
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE constraints.txt ./
COPY listcheck listcheck
COPY rules rules
RUN python -m venv /opt/listcheck \
 && /opt/listcheck/bin/pip install --no-cache-dir --disable-pip-version-check \
      -c constraints.txt '.[sign]'

FROM python:3.13-slim
COPY --from=build /opt/listcheck /opt/listcheck
# Nothing is fetched at run time, and nothing needs to be root.
RUN useradd --create-home --uid 10001 listcheck
USER listcheck
WORKDIR /data
ENTRYPOINT ["/opt/listcheck/bin/listcheck"]
CMD ["--help"]
