# A desk in a container: docker build -t workbench . && docker run -p 8501:8501 -v desk:/data workbench
# The first account: docker run -it -v desk:/data workbench workbench user add NAME --role admin
FROM python:3.11-slim

# Where to take torch from; an index of builds without graphics cards makes the image much smaller.
ARG TORCH_INDEX=""

WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE app.py ./
RUN pip install --no-cache-dir ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} \
        "$(grep '^torch==' constraints.txt)"
COPY .streamlit .streamlit
COPY data data
COPY workbench workbench
RUN pip install --no-cache-dir --constraint constraints.txt . \
    && useradd --uid 10001 --create-home desk \
    && install --directory --owner=desk /data

USER desk
WORKDIR /data
ENV WORKBENCH_DATABASE=/data/workbench.duckdb
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["workbench", "serve", "--host", "0.0.0.0"]
