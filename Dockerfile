# A desk in a container. Build and start it with compose.yaml, or by hand:
#   docker build -t workbench .
#   docker run -p 8501:8501 -v desk:/data workbench
# The first start prints a token and where to open it for the first account.
FROM python:3.11-slim-bookworm

# Where to take torch from: the index of builds without graphics cards, gigabytes smaller; empty for the
# large build. Where that index cannot be reached, the large one is taken, as `make install` does.
ARG TORCH_INDEX="https://download.pytorch.org/whl/cpu"
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE app.py ./
# hadolint ignore=DL3013  # constraints.txt pins it
RUN torch="$(grep '^torch==' constraints.txt)" \
    && { { [ -n "$TORCH_INDEX" ] && pip install --no-cache-dir --timeout 15 --retries 1 \
            --index-url "$TORCH_INDEX" "$torch"; } \
        || pip install --no-cache-dir "$torch"; }
COPY .streamlit .streamlit
COPY data data
COPY workbench workbench
# hadolint ignore=DL3013  # constraints.txt pins all of it
RUN pip install --no-cache-dir --constraint constraints.txt . \
    && useradd --uid 10001 --create-home desk \
    && install --directory --owner=desk --mode=0700 /data

USER 10001
WORKDIR /data
ENV WORKBENCH_DATABASE=/data/workbench.duckdb \
    WORKBENCH_LOG_FORMAT=json \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
# stopped by SIGTERM, the desk ends what it has begun and closes its database
STOPSIGNAL SIGTERM
CMD ["workbench", "serve", "--host", "0.0.0.0"]
